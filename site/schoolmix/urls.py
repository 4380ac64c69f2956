"""The addresses of the site; those in ``docs/addresses.md`` are a contract."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from django.views.decorators.http import require_safe
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.auth import require_admin_access
from wagtail.documents import urls as wagtaildocs_urls

from notices.admin_views import OwnAccountView
from schoolmix.sitemaps import sitemap_or_index, sitemap_section

urlpatterns = [
    path("beheer/account/", require_admin_access(OwnAccountView.as_view())),
    path("beheer/", include(wagtailadmin_urls)),
    path("documenten/", include(wagtaildocs_urls)),
    path("sitemap.xml", require_safe(sitemap_or_index), name="sitemap"),
    path("sitemap-<slug:section>.xml", require_safe(sitemap_section), name="sitemap_section"),
    path("", include("api.urls")),
    path("", include("core.urls")),
    *i18n_patterns(
        path("", include("search.urls")),
        path("", include("evidence.urls")),
        path("", include("api.localised_urls")),
        path("", include("interventions.urls")),
        path("", include("partners.joining.urls")),
        path("", include("partners.people.urls")),
        path("", include("core.localised_urls")),
        path("", include(wagtail_urls)),
        prefix_default_language=False,
    ),
]

handler400 = "core.views.errors.bad_request"
handler403 = "core.views.errors.permission_denied"
handler404 = "core.views.errors.page_not_found"
handler500 = "core.views.errors.server_error"
