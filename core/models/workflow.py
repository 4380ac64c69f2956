from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask
from wagtail.models.workflows import TaskStateCommentForm


class ChangesRequestedForm(TaskStateCommentForm):
    """Asking for changes takes a reason: an author who is sent back must know why."""

    comment = forms.CharField(
        label=_("What should change?"),
        help_text=_("The author reads this. Name the passage and say what would make it right."),
        widget=forms.Textarea({"rows": 4}),
    )


class ModerationTask(AbstractGroupApprovalTask):
    """Approval by the moderators, who give a reason when they ask for changes."""

    class Meta:
        verbose_name = _("moderation")
        verbose_name_plural = _("moderations")

    def get_form_for_action(self, action: str) -> type[forms.Form]:
        """Return the form that goes with a moderator's action ("approve" or "reject")."""
        return ChangesRequestedForm if action == "reject" else super().get_form_for_action(action)

    @classmethod
    def get_description(cls) -> str:
        return str(_("A member of the chosen groups approves, or asks for changes with a reason."))
