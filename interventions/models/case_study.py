from functools import cached_property
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelsearch import index
from wagtail.models import Page

from core.blocks import story_blocks
from core.fields import StoryField
from core.models import BasePage, ContactDetails, Picture
from interventions.choices import CostBand, Licence, Mechanism, Status
from interventions.forms import CaseStudyForm
from interventions.models.relations import (
    CaseStudyIntervention,
    CaseStudyOutcome,
    CaseStudySector,
    CaseStudyTag,
    CaseStudyTargetGroup,
)
from interventions.models.review_term import ReviewTerm
from interventions.panels import CASE_STUDY_PANELS

YEAR = [MinValueValidator(1950), MaxValueValidator(2100)]


class CaseStudyPage(ContactDetails, ReviewTerm, BasePage):
    """What a partner tried: the twelve TIDieR items and what school boards ask for.

    TIDieR: Hoffmann et al. (2014), Better reporting of interventions: template for intervention
    description and replication (TIDieR) checklist and guide, BMJ 348:g1687. The comment behind a
    field names the item. Plain text everywhere but in the story, so that a form outside the admin
    can edit it.
    """

    # What
    summary = models.TextField(
        _("in short"),
        max_length=400,
        help_text=_("What do you do, with whom, and what for? Two or three sentences."),
    )
    lead_image = models.ForeignKey(
        Picture,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("picture"),
    )
    intervention_types = ClusterTaggableManager(
        through=CaseStudyIntervention,
        verbose_name=_("kind of intervention"),
        related_name="+",
    )
    tags = ClusterTaggableManager(
        through=CaseStudyTag,
        blank=True,
        verbose_name=_("tags"),
        related_name="+",
        help_text=_("Your own words, by which others may look for it. Separate them by commas."),
    )
    mechanism = models.CharField(
        _("mixing or meeting"),
        max_length=10,
        choices=Mechanism.choices,
        blank=True,
        help_text=_("Does it change who is in the school, or who pupils meet?"),
    )
    goal = models.TextField(
        _("why"),
        blank=True,
        help_text=_("Which problem did you see, and why should this help?"),
    )  # TIDieR 2
    materials = models.TextField(
        _("materials"),
        blank=True,
        help_text=_("What do you use: letters, lessons, software, a bus?"),
    )  # TIDieR 3

    # Where
    region = models.CharField(
        _("region"),
        max_length=120,
        blank=True,
        help_text=_("In your own words, where a municipality says too little or too much."),
    )
    sectors = ClusterTaggableManager(
        through=CaseStudySector,
        verbose_name=_("sectors"),
        related_name="+",
    )
    setting = models.TextField(
        _("setting"),
        blank=True,
        help_text=_("What kind of schools and neighbourhood?"),
    )  # TIDieR 7

    # For whom
    target_groups = ClusterTaggableManager(
        through=CaseStudyTargetGroup,
        blank=True,
        verbose_name=_("target groups"),
        related_name="+",
    )
    pupils_reached = models.PositiveIntegerField(_("pupils reached a year"), null=True, blank=True)

    # How
    procedure = models.TextField(
        _("what you do, step by step"),
        help_text=_("So that another school could do it too. Start each step on a new line."),
    )  # TIDieR 4
    delivery = models.TextField(
        _("in which form"),
        blank=True,
        help_text=_("In groups or one by one, at school or elsewhere, online?"),
    )  # TIDieR 6
    providers = models.TextField(
        _("who does it"),
        blank=True,
        help_text=_("Who carries it out, and what did they have to learn for it?"),
    )  # TIDieR 5
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, blank=True)
    status_reason = models.TextField(
        _("why it stopped"),
        blank=True,
        help_text=_("Stopping is no failure: your reason helps the next school."),
    )
    start_year = models.PositiveSmallIntegerField(
        _("since"),
        null=True,
        blank=True,
        validators=YEAR,
        help_text=_("The year it began."),
    )
    end_year = models.PositiveSmallIntegerField(
        _("until"),
        null=True,
        blank=True,
        validators=YEAR,
        help_text=_("The year it ended."),
    )
    schedule = models.TextField(
        _("how often and how long"),
        blank=True,
        help_text=_("For example: every Wednesday afternoon, ten weeks a year."),
    )  # TIDieR 8
    tailoring = models.TextField(
        _("made to measure"),
        blank=True,
        help_text=_("What do you adapt to a pupil, school or neighbourhood?"),
    )  # TIDieR 9
    modifications = models.TextField(
        _("what changed on the way"),
        blank=True,
        help_text=_("What do you do differently from the first plan, and why?"),
    )  # TIDieR 10
    fidelity_planned = models.TextField(
        _("how you keep to the plan"),
        blank=True,
        help_text=_("Who sees to it that it happens as agreed, and how?"),
    )  # TIDieR 11
    fidelity_actual = models.TextField(
        _("did it go to plan?"),
        blank=True,
        help_text=_("How much of it was really carried out as intended?"),
    )  # TIDieR 12
    preconditions = models.TextField(
        _("what must be in place"),
        blank=True,
        help_text=_("What can you not do without: agreements, people, a building?"),
    )
    legal_basis = models.TextField(_("legal basis"), blank=True)
    story = StoryField(
        story_blocks(),
        blank=True,
        verbose_name=_("the story"),
        help_text=_("Tell more, with pictures, quotes and tables."),
    )

    # What it cost
    cost_band = models.PositiveSmallIntegerField(
        _("cost"),
        choices=CostBand.choices,
        null=True,
        blank=True,
        help_text=_("An estimate helps more than nothing."),
    )
    cost_one_off = models.PositiveIntegerField(_("once, in euros"), null=True, blank=True)
    cost_yearly = models.PositiveIntegerField(_("every year, in euros"), null=True, blank=True)
    cost_per_pupil = models.PositiveIntegerField(
        _("per pupil a year, in euros"), null=True, blank=True
    )
    staff_fte = models.DecimalField(
        _("staff, in full-time jobs"),
        max_digits=6,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    price_year = models.PositiveSmallIntegerField(
        _("prices of the year"), null=True, blank=True, validators=YEAR
    )
    paid_by = models.CharField(_("who pays"), max_length=240, blank=True)

    # What came of it
    target_outcomes = ClusterTaggableManager(
        through=CaseStudyOutcome,
        blank=True,
        verbose_name=_("what it should change"),
        related_name="+",
    )
    results = models.TextField(
        _("what came of it"),
        blank=True,
        help_text=_(
            "What do you see happening? Say how you know. “We do not know yet” is an answer."
        ),
    )
    side_effects = models.TextField(
        _("side effects and harm"),
        blank=True,
        help_text=_("For example families that left. Also say it if you looked and found none."),
    )

    # What you would do differently
    lessons = models.TextField(
        _("what we would do differently"),
        blank=True,
        help_text=_("What do you wish you had known before you began?"),
    )

    # About this case study
    licence = models.CharField(
        _("licence"),
        max_length=20,
        choices=Licence.choices,
        default=Licence.CC_BY,
        help_text=_("What others may do with this text."),
    )
    is_synthetic = models.BooleanField(_("generated example"), default=False, editable=False)

    base_form_class = CaseStudyForm
    content_panels = CASE_STUDY_PANELS
    parent_page_types = ["partners.PartnerPage"]
    subpage_types = ["interventions.EvaluationPage"]
    # Nobody has verified a copy.
    exclude_fields_in_copy = [*BasePage.exclude_fields_in_copy, "verified_on"]
    template = "interventions/case_study_page.html"
    # The room above this one writes the index, in the page's own transaction (search.services).
    search_auto_update: ClassVar[bool] = False

    search_fields = [
        *Page.search_fields,
        index.SearchField("searchable_text"),
    ]

    class Meta:
        verbose_name = _("case study")
        verbose_name_plural = _("case studies")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from interventions.selectors import case_detail
        from interventions.structured_data import describe_case

        context = super().get_context(request, *args, **kwargs)
        case = case_detail(self, preview=getattr(request, "is_preview", False))
        return {**context, "case": case, "structured_data": describe_case(self, case)}

    def pictures(self) -> list[tuple[Picture, tuple[str, ...]]]:
        lead = [(self.lead_image, ("lead", "card", "sharing"))] if self.lead_image else []
        return [*lead, *super().pictures()]

    def with_content_json(self, content: dict[str, Any]) -> "CaseStudyPage":
        """Return a version of the case; when it was verified is of no version."""
        case: CaseStudyPage = super().with_content_json(content)
        case.verified_on = self.verified_on
        return case

    @cached_property
    def searchable_text(self) -> str:
        """All words of the case but its title; who indexes many sets it beforehand, in bulk."""
        from interventions.fulltext import searchable_texts

        return str(searchable_texts([self.pk])[self.pk])

    def clean(self) -> None:
        super().clean()
        errors: dict[str, str | Promise] = {}
        if self.start_year and self.end_year and self.end_year < self.start_year:
            errors["end_year"] = _("It cannot end before it began (%(year)s).") % {
                "year": self.start_year
            }
        if self.status_reason and self.status != Status.STOPPED:
            errors["status_reason"] = _(
                "A reason for stopping goes with the status “Stopped”. Choose that, or remove the reason."
            )
        if errors:
            raise ValidationError(errors)
