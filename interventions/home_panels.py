"""What stands on the home page of the admin: the work of an author, and the queue of a moderator."""

from collections.abc import Mapping, Sequence
from typing import Any

from wagtail.admin.ui.components import Component

from interventions.workplace import LATE_AFTER_DAYS, own_work, waiting_for
from partners.models import PartnerPage


class OwnWorkPanel(Component):
    """Where an author begins, and sees what happens with what was handed in.

    Wagtail's panel of pages in a workflow says that changes are asked, not which, nor by whom.
    """

    name = "own_work"
    template_name = "interventions/admin/own_work.html"
    order = 100

    def __init__(self, partners: Sequence[PartnerPage]) -> None:
        self.partners = partners

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        request = parent_context["request"]
        return {
            "partners": self.partners,
            "work": own_work(request.user, self.partners),
            "user": request.user,
            "request": request,
        }


class QueuePanel(Component):
    """What waits for a moderator, from which partner, and since when: the oldest first.

    Wagtail's panel asks the database some ten times for each row.
    """

    name = "queue"
    template_name = "interventions/admin/queue.html"
    order = 200

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        queue = waiting_for(parent_context["request"].user)
        return {"queue": queue, "late_after": LATE_AFTER_DAYS}
