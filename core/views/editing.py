"""The admin's edit view, which saves over somebody else's work only when asked to."""

import json
from datetime import datetime
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.revisions import RevisionsRevertView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Revision
from wagtail.utils.timestamps import render_timestamp


class PageEditView(EditView):
    """Shows a form again, unsaved, when somebody else saved the page since it was opened.

    Wagtail lets its own script save no such form, but an editor does, with only a script's warning.
    The form that is shown again knows of the newer version: to save it once more is to mean it.
    """

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save, or show what was typed, with a word on the newer version and a way to it."""
        if self.expects_json_response or self.locked_for_user:
            return super().post(request, *args, **kwargs)
        newer = self._saved_by_somebody_else()
        if newer is None:
            return super().post(request, *args, **kwargs)
        self.form = self.form_class(
            request.POST,
            request.FILES,
            instance=self.page,
            subscription=self.subscription,
            parent_page=self.parent,
            for_user=request.user,
        )
        self.has_unsaved_changes = True
        # Or the script would save over the newer version before anybody has read of it.
        self.autosave_enabled = False
        messages.error(request, _what_happened(newer), buttons=self._ways_to_look_at(newer))
        return self.render_to_response(self.get_context_data())

    def perform_workflow_action(self) -> HttpResponse:
        """Perform it with fields of its form; Wagtail takes whatever a browser sends.

        Raises
        ------
        BadRequest
            What was sent are no such fields.
        """
        form = self.page.current_workflow_task.get_form_for_action(self.workflow_action)
        try:
            data = json.loads(self.request.POST.get("workflow-action-extra-data", "{}"))
        except ValueError:
            data = None
        if not isinstance(data, dict) or not data.keys() <= form.base_fields.keys():
            raise BadRequest("workflow-action-extra-data has no fields of this action.")
        return super().perform_workflow_action()

    def send_commenting_notifications(self, changes: Any) -> None:
        """Send none of Wagtail's own mail: a comment is told of like everything else."""

    def _saved_by_somebody_else(self) -> Revision | None:
        """Return the last version of somebody else that is newer than the form.

        One's own are left out: while one types, the script saves version upon version.
        """
        try:
            loaded_at = datetime.fromisoformat(
                self.request.POST.get("loaded_revision_created_at", "")
            )
        except ValueError:
            return None  # The page had no version yet, or no browser sent this.
        newer = self.real_page_record.revisions.filter(created_at__gt=loaded_at)
        return newer.exclude(user=self.request.user).order_by("-created_at", "-pk").first()

    def _ways_to_look_at(self, newer: Revision) -> list[tuple[str, str, bool]]:
        pages, pk = "wagtailadmin_pages", self.page.pk
        view = reverse(f"{pages}:revisions_view", args=[pk, newer.pk])
        history = reverse(f"{pages}:history", args=[pk])
        ways = [
            messages.button(view, _("Their version"), new_window=True),
            messages.button(history, _("History"), new_window=True),
        ]
        loaded = self.request.POST.get("loaded_revision_id", "")
        # What a script saved again and again is one version: there is nothing to compare.
        if loaded.isdecimal() and loaded != str(newer.pk):
            compare = reverse(f"{pages}:revisions_compare", args=[pk, loaded, newer.pk])
            ways.insert(0, messages.button(compare, _("What they changed"), new_window=True))
        return ways


def _what_happened(newer: Revision) -> str:
    return _(
        "Not saved yet: %(name)s saved this page on %(moment)s, while you were working on it. "
        "All that you typed is still here. Look at what changed, and take over what you want "
        "to keep. If you save again, your text replaces theirs."
    ) % {
        "name": get_user_display_name(newer.user) or _("somebody else"),
        "moment": render_timestamp(newer.created_at),
    }


class PageRevertView(PageEditView, RevisionsRevertView):
    """The form with an earlier version, which is to replace the present one."""


class EveryPage(PageViewSet):
    """Wagtail's views of the admin for every kind of page, with the edit views of this module."""

    edit_view_class = PageEditView
    revisions_revert_view_class = PageRevertView
