"""The columns of the table of findings: one row a finding, each column with what it says.

The code book, every format of a file and the columns to choose on the page are made from
:data:`COLUMNS`, so that none lacks a column or its description. Only what is public: no contact
persons, no counts under 10.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from math import erfc, sqrt
from operator import attrgetter
from typing import Any, Generic, TypeVar

from django.conf import settings
from django.db.models import Choices
from django.template.defaultfilters import floatformat
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from interventions.choices import (
    Conclusion,
    Design,
    EffectOrigin,
    InconclusiveReason,
    Independence,
    Metric,
    NoEffect,
    Role,
    SideEffects,
)
from interventions.models.finding import interval
from interventions.rating_words import WWC_RATINGS
from interventions.small_counts import public_count
from search import snapshot
from search.results import name_of

Value = str | int | float | None
Source = TypeVar("Source")


@dataclass(frozen=True)
class Case:
    """A case that everybody may see, with what it is tagged with, as slugs and codes."""

    permalink: str
    title: str
    types: Collection[str]
    sectors: Collection[str]
    municipalities: Collection[str]


@dataclass(frozen=True)
class Study:
    """An evaluation, with the types of its own and the cases that it is about.

    ``fields`` has the fields of the evaluation by name; ``case`` is the one that it hangs under.
    """

    fields: Any
    own_types: Collection[str]
    case: Case | None
    further_cases: Sequence[Case]

    @property
    def cases(self) -> Sequence[Case]:
        return [self.case, *self.further_cases] if self.case else self.further_cases


@dataclass(frozen=True)
class Column(Generic[Source]):
    name: str
    description: Promise
    value: Callable[[Source], Value]
    #: What stands above it on the page; empty: it is in files alone.
    heading: str | Promise = ""
    #: What the page says in place of the code in a file.
    words: Callable[[Any], str | Promise] = str

    def told(self, value: Value) -> str:
        """Return a value as the page says it."""
        if value is None or value == "":
            return ""
        return floatformat(value, 3) if isinstance(value, float) else str(self.words(value))


def permalink(public_id: object) -> str:
    """Return the address of a record that stays."""
    return f"{settings.BASE_URL}/id/{public_id}"


def _joined(parts: Iterable[str]) -> str:
    return ";".join(sorted(set(parts)))


def _of_study(name: str) -> Callable[[Study], Value]:
    return attrgetter(f"fields.{name}")


def _label_of(choices: type[Choices]) -> Callable[[Any], str | Promise]:
    return lambda value: choices(value).label


def _names_of(facet: str) -> Callable[[str], str]:
    """Return what names slugs with a semicolon between."""

    def names(slugs: str) -> str:
        labels = snapshot.labels().by_slug[facet]
        return ", ".join(name_of(labels[slug]) for slug in slugs.split(";") if slug in labels)

    return names


def _p_value(finding: Any) -> float | None:
    if finding.effect is None or not finding.effect_se:
        return None
    return erfc(abs(finding.effect / finding.effect_se) / sqrt(2))


def _limit(end: int) -> Callable[[Any], Value]:
    def value(finding: Any) -> float | None:
        limits = interval(finding.effect, finding.effect_se)
        return limits[end] if limits else None

    return value


#: The same for each finding of a study.
STUDY_COLUMNS: Sequence[Column[Study]] = (
    Column("intervention_case", _("Permalink of the case study; empty for practice elsewhere."),
           lambda study: study.case.permalink if study.case else None),
    Column("intervention_title", _("Name of the case study."),
           lambda study: study.case.title if study.case else None),
    Column("intervention_further_cases",
           _("Permalinks of the further cases that the study is about, with a semicolon between."),
           lambda study: _joined(case.permalink for case in study.further_cases)),
    Column("intervention_types",
           _("Slugs of the kinds of intervention of all these cases, with a semicolon between."),
           lambda study: _joined(
               [*study.own_types, *(slug for case in study.cases for slug in case.types)]),
           heading=_("Kind of intervention"), words=_names_of("type")),
    Column("intervention_sectors",
           _("Slugs of the sectors of all these cases, with a semicolon between."),
           lambda study: _joined(slug for case in study.cases for slug in case.sectors),
           heading=_("Sector"), words=_names_of("sector")),
    Column("intervention_municipalities",
           _("CBS codes of the municipalities of all these cases, with a semicolon between."),
           lambda study: _joined(code for case in study.cases for code in case.municipalities)),
    Column("study_id", _("Permalink of the evaluation."),
           lambda study: permalink(study.fields.public_id)),
    Column("study_title", _("Name of the evaluation."), _of_study("title")),
    Column("study_family", _("Code that reports of one study share; empty: a study of its own."),
           _of_study("study_family"),
           heading=_("Study family")),
    Column("study_design", _("Design, as in the address of the evidence page."),
           _of_study("design"),
           heading=_("Design"), words=_label_of(Design)),
    Column("study_maryland_level", _("Level on the Maryland scale, from 1 to 5."),
           _of_study("maryland_level"),
           heading=_("Maryland level")),
    Column("study_rating", _("Rating after the rules of the What Works Clearinghouse."),
           _of_study("wwc_rating"),
           heading=_("Rating (WWC)"), words=lambda value: WWC_RATINGS[value]),
    Column("study_conclusion", _("What the evaluation itself concludes."), _of_study("conclusion"),
           heading=_("Conclusion"), words=_label_of(Conclusion)),
    Column("study_inconclusive_reason", _("Why it is inconclusive, where it is."),
           _of_study("inconclusive_reason"),
           heading=_("Inconclusive, because"), words=_label_of(InconclusiveReason)),
    Column("study_independence", _("Who evaluated: developer, commissioned or independent."),
           _of_study("independence"),
           heading=_("Independence"), words=_label_of(Independence)),
    Column("study_period_start", _("First year of the study."), _of_study("period_start"),
           heading=_("First year")),
    Column("study_period_end", _("Last year of the study."), _of_study("period_end"),
           heading=_("Last year")),
    Column("study_schools", _("Schools that took part."), _of_study("schools"),
           heading=_("Schools")),
    Column("study_pupils", _("Pupils who took part; told nowhere under 10."),
           lambda study: public_count(study.fields.pupils), heading=_("Pupils")),
    Column("study_side_effects_looked_for",
           _("Whether side effects and harm were looked for and seen: not-looked, none-seen or seen; empty: not said."),
           _of_study("side_effects_looked_for"),
           heading=_("Looked for side effects"), words=_label_of(SideEffects)),
    Column("study_side_effects", _("What the study says of side effects and harm, also that none were seen."),
           _of_study("side_effects"), heading=_("Side effects and harm")),
    Column("study_is_example", _("1 for example data, which say nothing of the coalition; else 0."),
           lambda study: int(study.fields.is_example)),
)  # fmt: skip

FINDING_COLUMNS: Sequence[Column[Any]] = (
    Column("finding_id", _("Number of the finding on this site."), attrgetter("pk")),
    Column("finding_outcome", _("Slug of the outcome."), attrgetter("outcome__slug"),
           heading=_("Outcome"), words=_names_of("outcome")),
    Column("finding_measure", _("What was measured, in the words of the study."),
           attrgetter("measure"),
           heading=_("Measured by")),
    Column("finding_subgroup", _("Part of the pupils that it is about; empty: all of them."),
           attrgetter("subgroup"),
           heading=_("Subgroup")),
    Column("finding_months", _("Months after the start at which was measured."),
           attrgetter("time_point_months"),
           heading=_("Months after the start")),
    Column("finding_role", _("Planned beforehand (confirmatory) or not (exploratory)."),
           attrgetter("role"),
           heading=_("Planned beforehand?"), words=_label_of(Role)),
    Column("finding_data", _("What the study reports."), attrgetter("data")),
    Column("finding_metric", _("Kind of effect size: smd, log-odds-ratio or log-risk-ratio."),
           attrgetter("metric"),
           heading=_("Kind of effect size"), words=_label_of(Metric)),
    Column("finding_effect", _("Effect size; above zero is better, whatever was measured."),
           attrgetter("effect"),
           heading=_("Effect")),
    Column("finding_se", _("Standard error of the effect size."), attrgetter("effect_se"),
           heading=_("Standard error")),
    Column("finding_ci_low", _("Lower end of its interval of 95 per cent."), _limit(0),
           heading=_("Interval from")),
    Column("finding_ci_high", _("Upper end of its interval of 95 per cent."), _limit(1),
           heading=_("Interval to")),
    Column("finding_effect_p", _("Two-sided p value that follows from the effect size and its error."),
           _p_value, heading=_("p value")),
    Column("finding_origin", _("Reported by the study, or computed here from its figures."),
           attrgetter("effect_origin"),
           heading=_("Reported or computed"), words=_label_of(EffectOrigin)),
    Column("finding_formula_version", _("Version of the formulae that computed it."),
           attrgetter("formula_version")),
    Column("finding_no_effect_because", _("Why there is no effect size, where there is none."),
           attrgetter("no_effect_because"),
           heading=_("Why no effect size"), words=_label_of(NoEffect)),
)  # fmt: skip

COLUMNS: Sequence[Column[Any]] = (*STUDY_COLUMNS, *FINDING_COLUMNS)
#: Those that a reader can choose, by name.
ON_THE_PAGE = {column.name: column for column in COLUMNS if column.heading}
