"""The addresses of the site; those in ``docs/addresses.md`` are a contract."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path, reverse_lazy
from django.views.decorators.http import require_safe
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.auth import require_admin_access
from wagtail.documents import urls as wagtaildocs_urls

from notices.admin_views import OwnAccountView
from schoolmix.sitemaps import sitemap_or_index, sitemap_section

#: Wagtail has sign-ins of its own, which know no second factor; its addresses stay in bookmarks.
sign_in = RedirectView.as_view(pattern_name="account_login", query_string=True)
new_password = RedirectView.as_view(url=reverse_lazy("account_reset_password"))

urlpatterns = [
    path("beheer/account/", require_admin_access(OwnAccountView.as_view())),
    path("beheer/login/", sign_in),
    re_path("^beheer/password_reset/", new_password),
    path("beheer/", include(wagtailadmin_urls)),
    path("documenten/", include(wagtaildocs_urls)),
    path("sitemap.xml", require_safe(sitemap_or_index), name="sitemap"),
    path("sitemap-<slug:section>.xml", require_safe(sitemap_section), name="sitemap_section"),
    path("", include("api.urls")),
    path("", include("core.urls")),
    *i18n_patterns(
        path("_util/login/", sign_in),
        path("inloggen/", include("accounts.urls")),
        path("", include("search.urls")),
        path("", include("search.following.urls")),
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
handler429 = "core.views.errors.too_many_requests"  # allauth looks for it.
handler500 = "core.views.errors.server_error"
