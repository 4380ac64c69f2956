"""Notices on the home page of the admin, how often somebody wants mail, and the mail for administrators."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import AdminOnlyMenuItem, MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.views.account import BaseSettingsPanel, notifications_tab

from notices.admin_views import MailView, mark_read, send_mail_again
from notices.models import Notice, NoticePreference

#: As many as one looks through.
SHOWN = 10


class NoticesPanel(Component):
    """What happened for this person, the last first; there is none without notices."""

    name = "notices"
    template_name = "notices/admin/panel.html"
    order = 50

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        request = parent_context["request"]
        notices = list(Notice.objects.filter(user=request.user)[:SHOWN])
        return {
            "request": request,
            "notices": notices,
            "any_unread": any(not notice.seen_at for notice in notices),
        }


class RhythmPanel(BaseSettingsPanel):
    """How often the user wants mail, under "Account" in the admin."""

    name = "notices"
    title = _("Mail about notices")
    tab = notifications_tab
    order = 50
    form_class = forms.modelform_factory(
        NoticePreference, fields=["rhythm"], widgets={"rhythm": forms.RadioSelect}
    )

    def get_form(self) -> forms.ModelForm:
        preference = NoticePreference.objects.filter(user=self.user).first()
        return self.form_class(
            self.request.POST or None,
            prefix=self.name,
            instance=preference or NoticePreference(user=self.user),
        )


@hooks.register("construct_homepage_panels")
def show_notices(request: HttpRequest, panels: list[Component]) -> None:
    panels.append(NoticesPanel())


@hooks.register("register_account_settings_panel")
def choose_rhythm(request: HttpRequest, user: Any, profile: Any) -> BaseSettingsPanel:
    return RhythmPanel(request, user, profile)


@hooks.register("register_admin_urls")
def addresses_of_notices() -> list[URLPattern]:
    return [
        path("notices/read/", mark_read, name="mark_notices_read"),
        path("reports/mail/", MailView.as_view(), name="mail_report"),
        path("reports/mail/results/", MailView.as_view(results_only=True), name="mail_results"),
        path("reports/mail/<int:pk>/again/", send_mail_again, name="send_mail_again"),
    ]


@hooks.register("register_reports_menu_item")
def mail_item() -> MenuItem:
    return AdminOnlyMenuItem(_("Mail"), reverse("mail_report"), icon_name="mail", order=1300)
