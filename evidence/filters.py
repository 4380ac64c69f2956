"""The fields by which findings are chosen: what each is called in an address, and what it compares."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db.models import Choices, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from interventions.choices import Conclusion, Design, Independence, Metric, Role, SideEffects
from interventions.models import CaseStudyPage, EvaluationPage, Finding, FurtherCase
from search import snapshot
from search.results import name_of


@dataclass(frozen=True)
class Option:
    """One value of a filter: as the database knows it, as an address does, and as readers do."""

    key: str | int
    slug: str
    label: str | Promise


#: What must be met to have one of these keys; the text is the way to the study, as a lookup.
Condition = Callable[[Sequence[str | int], str], Q]
#: The way to the study: from a finding, and from the study itself.
FROM_FINDING, FROM_STUDY = "evaluation__", ""


@dataclass(frozen=True)
class Filter:
    """A filter, on something of the study or, with ``of_study`` false, of the finding itself."""

    name: str
    heading: Promise
    options: Callable[[], Sequence[Option]]
    condition: Condition
    of_study: bool = True

    def keys_of(self, slugs: Sequence[str]) -> list[str | int]:
        """Return the keys of the slugs that exist."""
        return [option.key for option in self.options() if option.slug in slugs]


#: The levels of the Maryland scale, after what they ask of a study.
MARYLAND_LEVELS = {
    1: _("1: no comparison group"),
    2: _("2: with a comparison group"),
    3: _("3: before and after, with a comparison group"),
    4: _("4: as good as by lot"),
    5: _("5: by lot"),
}


def _choices(choices: type[Choices]) -> Callable[[], list[Option]]:
    return lambda: [Option(value, str(value), label) for value, label in choices.choices]


def _levels() -> list[Option]:
    return [Option(level, str(level), label) for level, label in MARYLAND_LEVELS.items()]


def _terms(facet: str) -> Callable[[], list[Option]]:
    def options() -> list[Option]:
        labels = snapshot.labels().ordered[facet]
        return [Option(int(label.key), label.slug, name_of(label)) for label in labels]

    return options


def _column(name: str) -> Condition:
    return lambda keys, study: Q(**{f"{study}{name}__in": keys})


def _of_finding(name: str) -> Condition:
    return lambda keys, study: Q(**{f"{name}__in": keys})


def _case(lookup: str) -> Condition:
    """Return what compares a field of the cases that a study is about; hidden cases don't count."""

    def condition(keys: Sequence[str | int], study: str) -> Q:
        cases = CaseStudyPage.objects.live().public().filter(**{f"{lookup}__in": keys}).values("pk")
        further = FurtherCase.objects.filter(case__in=cases).values("evaluation")
        return Q(**{f"{study}case__in": cases}) | Q(**{f"{study}pk__in": further})

    return condition


def _type(keys: Sequence[str | int], study: str) -> Q:
    """A study of practice elsewhere has types of its own; others have those of their cases."""
    own = EvaluationPage.objects.filter(type_items__tag__in=keys).values("pk")
    return _case("type_items__tag")(keys, study) | Q(**{f"{study}pk__in": own})


#: Whether an evaluation reports on side effects and harm, be it that none were seen. Those that
#: looked and saw none are among those that report.
REPORTED, NONE_SEEN, NOT_SAID = "reported", SideEffects.NONE_SEEN.value, "not-said"
HARM = {
    REPORTED: _("Reported, also where none were seen"),
    NONE_SEEN: SideEffects.NONE_SEEN.label,
    NOT_SAID: _("Not looked for, or not a word about them"),
}


def _harm(keys: Sequence[str | int], study: str) -> Q:
    measured = Finding.objects.filter(outcome__is_side_effect=True).values("evaluation")
    looked = f"{study}side_effects_looked_for"
    # A text without that answer is from before it was asked, or does not choose: it counts.
    told = Q(**{looked: ""}) & ~Q(**{f"{study}side_effects": ""})
    found = Q(**{f"{looked}__in": [SideEffects.NONE_SEEN, SideEffects.SEEN]})
    said = told | found | Q(**{f"{study}pk__in": measured})
    wanted = Q(pk__in=[])
    if REPORTED in keys:
        wanted |= said
    if NONE_SEEN in keys:
        wanted |= Q(**{looked: SideEffects.NONE_SEEN})
    if NOT_SAID in keys:
        wanted |= ~said
    return wanted


FILTERS = (
    Filter("outcome", _("Outcome"), _terms("outcome"), _of_finding("outcome"), of_study=False),
    Filter("type", _("Kind of intervention"), _terms("type"), _type),
    Filter("design", _("Design"), _choices(Design), _column("design")),
    Filter("level", _("Maryland level"), _levels, _column("maryland_level")),
    Filter("sector", _("Sector"), _terms("sector"), _case("sector_items__tag")),
    Filter("conclusion", _("Conclusion"), _choices(Conclusion), _column("conclusion")),
    Filter("independence", _("Independence"), _choices(Independence), _column("independence")),
    Filter(
        "harm",
        _("Side effects and harm"),
        lambda: [Option(value, value, label) for value, label in HARM.items()],
        _harm,
    ),
    Filter(
        "metric",
        _("Kind of effect size"),
        _choices(Metric),
        _of_finding("metric"),
        of_study=False,
    ),
    Filter("role", _("Planned beforehand?"), _choices(Role), _of_finding("role"), of_study=False),
)
FILTER_NAMES = tuple(each.name for each in FILTERS)
FILTER = {each.name: each for each in FILTERS}
