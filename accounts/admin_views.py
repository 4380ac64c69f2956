"""The audit log, for administrators."""

from collections import OrderedDict
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.reports.audit_logging import LogEntriesView
from wagtail.models import BaseLogEntry

from accounts.audit import PREFIX
from core.admin_pages import for_administrators
from core.models import User
from core.spreadsheets import harmless


@method_decorator(for_administrators, name="dispatch")
class AuditView(LogEntriesView):
    """Wagtail's history of the site, of what happened to accounts and to the people of a partner."""

    page_title = _("Accounts and rights")
    header_icon = "user"
    results_template_name = "accounts/admin/audit_results.html"
    index_url_name = "audit_report"
    index_results_url_name = "audit_results"
    list_export = [*LogEntriesView.list_export, "detail", "address"]
    export_headings = LogEntriesView.export_headings | {"detail": _("About"), "address": _("From")}

    def filter_queryset(self, queryset: QuerySet[BaseLogEntry]) -> QuerySet[BaseLogEntry]:
        of_people = Q(action__startswith=PREFIX) | Q(action__startswith="partners.")
        of_account = Q(content_type=ContentType.objects.get_for_model(User))
        return super().filter_queryset(queryset).filter(of_people | of_account)

    def get_filename(self) -> str:
        return "accounts"

    def to_row_dict(self, item: BaseLogEntry) -> "OrderedDict[str, Any]":
        """Return a row in which no text is a formula: people choose their own names."""
        row = OrderedDict((field, getattr(item, field)) for field in LogEntriesView.list_export) | {
            name: item.data.get(name, "") for name in ("detail", "address")
        }
        return OrderedDict((name, harmless(value)) for name, value in row.items())
