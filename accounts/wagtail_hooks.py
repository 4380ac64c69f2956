from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import AdminOnlyMenuItem, MenuItem

from accounts.admin_views import AuditView
from accounts.audit import PREFIX


@hooks.register("register_account_menu_item")
def lead_to_security(request: HttpRequest) -> dict[str, Any]:
    """Password and second factor are changed where one signs in, not in the admin."""
    return {
        "url": reverse("mfa_index"),
        "label": _("Password and second step"),
        "help_text": _("Change your password, or how you prove that it is you."),
    }


@hooks.register("register_log_actions")
def what_happens_to_accounts(actions: Any) -> None:
    for name, label in {
        "signed_in": gettext_lazy("Signed in"),
        "failed": gettext_lazy("Wrong password or code"),
        "locked_out": gettext_lazy("Locked out"),
        "password_changed": gettext_lazy("Password changed"),
        "factor_added": gettext_lazy("Second step set up"),
        "factor_removed": gettext_lazy("Second step removed"),
        "linked": gettext_lazy("Linked to an organisation"),
        "unlinked": gettext_lazy("No longer linked to an organisation"),
        "rights_given": gettext_lazy("Rights given"),
        "rights_taken": gettext_lazy("Rights taken"),
        "made_administrator": gettext_lazy("Made an administrator"),
        "no_administrator": gettext_lazy("No longer an administrator"),
        "opened": gettext_lazy("Account opened"),
        "closed": gettext_lazy("Account closed"),
    }.items():
        actions.register_action(f"{PREFIX}{name}", label, label)


@hooks.register("register_admin_urls")
def addresses_of_audit() -> list[URLPattern]:
    return [
        path("reports/accounts/", AuditView.as_view(), name="audit_report"),
        path(
            "reports/accounts/results/", AuditView.as_view(results_only=True), name="audit_results"
        ),
    ]


@hooks.register("register_reports_menu_item")
def audit_item() -> MenuItem:
    return AdminOnlyMenuItem(
        gettext_lazy("Accounts and rights"), reverse("audit_report"), icon_name="user", order=1400
    )
