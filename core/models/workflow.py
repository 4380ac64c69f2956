from typing import Any

from django import forms
from django.core.exceptions import BadRequest
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, TaskState
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

    def on_action(
        self, task_state: TaskState, user: Any, action_name: str, **data: Any
    ) -> str | None:
        """Perform a moderator's action with what its form lets through.

        Wagtail's edit view passes on what the browser sends, without a form.

        Parameters
        ----------
        task_state : the step of the workflow that the page is in
        user : the moderator
        action_name : "approve" or "reject"
        data : what the moderator filled in

        Returns
        -------
        The address to go on to, or None for the one that Wagtail would choose.

        Raises
        ------
        BadRequest
            The form would have refused the data: a reason is missing.
        """
        form = self.get_form_for_action(action_name)(data)
        if not form.is_valid():
            raise BadRequest(f"{action_name}: {form.errors.as_json()}")
        return super().on_action(task_state, user, action_name, **form.cleaned_data)

    @classmethod
    def get_description(cls) -> str:
        return str(_("A member of the chosen groups approves, or asks for changes with a reason."))
