"""Notices that were read; and for administrators: which mail went, waits, or was refused."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.account import AccountView, BaseSettingsPanel, NotificationsSettingsPanel
from wagtail.admin.views.reports import ReportView

from core.admin_pages import for_administrators
from core.models import User
from notices import outbox
from notices.models import Mail, Notice


class Request(HttpRequest):
    """A request of somebody who is signed in, as all of the admin are."""

    user: User


@require_POST
def mark_read(request: Request) -> HttpResponse:
    """Mark the user's own notices as read."""
    Notice.objects.filter(user=request.user, seen_at=None).update(seen_at=timezone.now())
    return redirect("wagtailadmin_home")


class OwnAccountView(AccountView):
    """Wagtail's page "Account" without the switches of Wagtail's own mail, which is not sent."""

    def get_panels(self) -> list[BaseSettingsPanel]:
        panels = super().get_panels()
        return [panel for panel in panels if not isinstance(panel, NotificationsSettingsPanel)]


class MailFilterSet(WagtailFilterSet):
    class Meta:
        model = Mail
        fields = {"state": ["exact"], "address": ["icontains"]}


@method_decorator(for_administrators, name="dispatch")
class MailView(ReportView):
    """The mail of the last weeks: what it says is not shown, as it may hold a way in."""

    model = Mail
    page_title = gettext_lazy("Mail")
    header_icon = "mail"
    index_url_name = "mail_report"
    index_results_url_name = "mail_results"
    filterset_class = MailFilterSet
    default_ordering = "-written_at"
    is_searchable = False
    columns = [
        Column("subject", label=gettext_lazy("Subject")),
        Column("address", label=gettext_lazy("To")),
        Column(
            "state",
            label=gettext_lazy("State"),
            accessor=lambda mail: mail.get_state_display(),
            sort_key="state",
        ),
        Column("attempts", label=gettext_lazy("Attempts")),
        Column("problem", label=gettext_lazy("Problem")),
        DateColumn("written_at", label=gettext_lazy("Written"), sort_key="written_at"),
        DateColumn("sent_at", label=gettext_lazy("Sent"), sort_key="sent_at"),
        TitleColumn(
            "again",
            label="",
            accessor=lambda mail: _("Send again") if mail.is_stuck else "",
            get_url=lambda mail: reverse("send_mail_again", args=[mail.pk]),
        ),
    ]

    def get_base_queryset(self) -> QuerySet[Any, Any]:
        stuck = Mail.objects.stuck().filter(pk=OuterRef("pk"))
        return Mail.objects.defer("body").annotate(is_stuck=Exists(stuck))


@for_administrators
@require_http_methods(["GET", "POST"])
def send_mail_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask whether a mail that was refused, or not seen to go, is to be sent once more; and do it."""
    mail = get_object_or_404(Mail, pk=pk)
    if request.method == "POST":
        if outbox.send_again(mail):
            messages.success(request, _("The mail is due again."))
        return redirect("mail_report")
    return render(request, "notices/admin/send_again.html", {"mail": mail})
