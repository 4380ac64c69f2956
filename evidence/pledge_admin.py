"""Pledges in the admin: who writes for a partner makes one, a moderator makes it public."""

from functools import partialmethod
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.views.generic.history import HistoryView
from wagtail.admin.views.generic.usage import UsageView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import register_permission_policy

from evidence.models import Pledge
from evidence.models.pledges import PledgeStatus, this_year
from evidence.pledge_rights import PledgePolicy, partners_with
from evidence.pledging import PlaceForm
from evidence.selection import public_evaluations
from interventions.models import EvaluationPage
from partners.models import PartnerPage

POLICY = PledgePolicy(Pledge)

#: What a visitor reads: a change of it is read by a moderator again.
TOLD = frozenset({"intervention_type", "outcome", "plan", "expected_year"})


class PledgeForm(WagtailAdminModelForm):
    """A pledge as its partner writes it, and as a moderator decides on it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_new = self.instance.pk is None
        self.moderates = not self.is_new and POLICY.user_has_permission_for_instance(
            self.for_user, "publish", self.instance
        )
        if self.is_new:
            self._leave_for_later()
        else:
            self._keep_with_its_partner()
        if not (self.is_new or self.moderates):
            self._leave_to_moderators()

    def _leave_for_later(self) -> None:
        self.fields["partner"].queryset = partners_with(self.for_user, "add")
        for name in ("evaluation", "status", "reason"):
            del self.fields[name]

    def _keep_with_its_partner(self) -> None:
        pledge = self.instance
        self.fields["partner"].disabled = True
        self.fields["partner"].queryset = PartnerPage.objects.filter(pk=pledge.partner_id)
        public = public_evaluations().values("pk")
        self.fields["evaluation"].queryset = EvaluationPage.objects.descendant_of(
            pledge.partner
        ).filter(Q(pk__in=public) | Q(pk=pledge.evaluation_id))

    def _leave_to_moderators(self) -> None:
        self.fields["reason"].disabled = True
        allowed = {PledgeStatus.HANDED_IN, PledgeStatus.WITHDRAWN, self.instance.status}
        self.fields["status"].choices = [
            (value, label) for value, label in PledgeStatus.choices if value in allowed
        ]

    def clean_expected_year(self) -> int:
        """Refuse a year that has passed, unless it stood there already."""
        year: int = self.cleaned_data["expected_year"]
        if "expected_year" in self.changed_data and year < this_year():
            raise forms.ValidationError(_("This year has passed. When do you expect results?"))
        return year

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("status") == PledgeStatus.DECLINED and not cleaned.get("reason"):
            self.add_error("reason", _("Say why: who made the pledge reads it."))
        if self._asks_for_a_look(cleaned):
            cleaned["status"] = PledgeStatus.HANDED_IN
        return cleaned

    def _asks_for_a_look(self, cleaned: dict[str, Any]) -> bool:
        """Whether somebody who does not moderate changed what visitors read of a pledge that stands."""
        is_changed = not TOLD.isdisjoint(self.changed_data)
        stands = cleaned.get("status") not in {None, PledgeStatus.WITHDRAWN}
        return is_changed and stands and not self.moderates

    def save(self, commit: bool = True) -> Pledge:
        if self.is_new:
            self.instance.made_by = self.for_user
        pledge: Pledge = super().save(commit)
        return pledge


def _allowed(view: Any, action: str = "change") -> QuerySet[Pledge]:
    """Return the pledges that the user of a view may have.

    Wagtail's own views ask for rights on the model alone; what is not found here is not there.
    """
    pledges = POLICY.instances_user_has_permission_for(view.request.user, action)
    return pledges.select_related("partner", "intervention_type", "outcome")


class PledgeList(generic.IndexView):
    get_base_queryset = _allowed


class NewPledge(generic.CreateView):
    """The form, with the place of the map that its address names filled in."""

    def get_initial(self) -> dict[str, Any]:
        place = PlaceForm(self.request.GET)
        place.is_valid()
        named = {"intervention_type": "type", "outcome": "outcome"}
        return {field: place.cleaned_data.get(name) for field, name in named.items()}


class EditPledge(generic.EditView):
    get_queryset = _allowed


class DeletePledge(generic.DeleteView):
    get_queryset = partialmethod(_allowed, "delete")


class HistoryOfPledge(HistoryView):
    get_base_object_queryset = _allowed


class UsageOfPledge(UsageView):
    get_base_object_queryset = _allowed


class PledgeViewSet(ModelViewSet):
    model = Pledge
    name = "pledges"
    icon = "calendar-check"
    menu_order = 690
    add_to_admin_menu = True
    copy_view_enabled = False
    index_view_class = PledgeList
    add_view_class = NewPledge
    edit_view_class = EditPledge
    delete_view_class = DeletePledge
    history_view_class = HistoryOfPledge
    usage_view_class = UsageOfPledge
    list_display = [
        "__str__",
        Column("status", label=gettext_lazy("Status"), accessor="get_status_display"),
        Column("expected_year", label=gettext_lazy("results expected in")),
    ]
    list_filter = ["status"]
    edit_handler = ObjectList(
        [
            FieldPanel("partner", widget=forms.Select),
            FieldPanel("intervention_type", widget=forms.Select),
            FieldPanel("outcome", widget=forms.Select),
            FieldPanel("plan"),
            FieldPanel("expected_year"),
            FieldPanel("status"),
            FieldPanel("reason"),
            FieldPanel("evaluation", widget=forms.Select),
        ],
        base_form_class=PledgeForm,
    )


register_permission_policy(Pledge, POLICY)
pledges = PledgeViewSet()
