from typing import Any

from django import forms
from django.core.exceptions import BadRequest
from django.db.models import Model
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.forms import TaskStateCommentForm
from wagtail.models import AbstractGroupApprovalTask, TaskState


class ChangesRequestedForm(forms.Form):
    """Asking for changes takes a reason: an author who is sent back must know why."""

    comment = forms.CharField(
        label=_("What should change?"),
        help_text=_("The author reads this. Name the passage and say what would make it right."),
        widget=forms.Textarea({"rows": 4}),
    )

    @property
    def record(self) -> str:
        """What the history keeps."""
        return str(self.cleaned_data["comment"])


class ApprovalForm(TaskStateCommentForm):
    """What a moderator has looked at: nothing is approved before each box is ticked."""

    personal_data = forms.BooleanField(
        label=_("No personal data"),
        help_text=_("No pupil or parent can be recognised; people are named with their consent."),
    )
    pictured = forms.BooleanField(
        label=_("Consent for pictures"),
        help_text=_("Who can be recognised in a picture agreed to it, or nobody can be."),
    )
    sources = forms.BooleanField(
        label=_("Sources"), help_text=_("What comes from others is named, and can be found.")
    )
    claims = forms.BooleanField(
        label=_("Claims match the evidence"),
        help_text=_(
            "The text promises no more than was seen or measured, and says what went wrong."
        ),
    )
    field_order = ("personal_data", "pictured", "sources", "claims", "comment")

    @property
    def record(self) -> str:
        """What the history keeps: the comment, and what was looked at."""
        boxes = [str(field.label) for name, field in self.fields.items() if name != "comment"]
        checked = gettext("Checked: %(what)s.") % {"what": "; ".join(boxes)}
        return f"{self.cleaned_data['comment']}\n{checked}".strip()


class ModerationTask(AbstractGroupApprovalTask):
    """Approval by the moderators, by a list of what to look at; who asks for changes says why."""

    class Meta:
        verbose_name = _("moderation")
        verbose_name_plural = _("moderations")

    def get_actions(self, obj: Model, user: Any) -> list[tuple[str, str, bool]]:
        """Return what a moderator can do: name, label, and that it asks something first.

        Wagtail has an approval that asks nothing, and one that asks for a comment.
        """
        actions = {name: label for name, label, _asks in reversed(super().get_actions(obj, user))}
        return [(name, label, True) for name, label in actions.items()]

    def get_form_for_action(self, action: str) -> type[ChangesRequestedForm | ApprovalForm]:
        """Return the form that goes with a moderator's action ("approve" or "reject")."""
        return ChangesRequestedForm if action == "reject" else ApprovalForm

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
            The form would have refused the data: a reason or a tick is missing.
        """
        form = self.get_form_for_action(action_name)(data)
        if not form.is_valid():
            raise BadRequest(f"{action_name}: {form.errors.as_json()}")
        return super().on_action(task_state, user, action_name, comment=form.record)

    @classmethod
    def get_description(cls) -> str:
        return str(_("A member of the chosen groups approves, or asks for changes with a reason."))
