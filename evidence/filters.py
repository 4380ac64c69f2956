"""The fields by which findings are chosen: what each is called in an address, and what it compares."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db.models import Choices, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from interventions.choices import Conclusion, Design, Independence, Metric, Role
from interventions.models import CaseStudyPage, EvaluationPage, FurtherCase
from search import snapshot
from search.results import name_of


@dataclass(frozen=True)
class Option:
    """One value of a filter: as the database knows it, as an address does, and as readers do."""

    key: str | int
    slug: str
    label: str | Promise


@dataclass(frozen=True)
class Filter:
    """A filter. ``condition`` returns what a finding must meet to have one of these keys."""

    name: str
    heading: Promise
    options: Callable[[], Sequence[Option]]
    condition: Callable[[Sequence[str | int]], Q]

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


def _column(lookup: str) -> Callable[[Sequence[str | int]], Q]:
    return lambda keys: Q(**{f"{lookup}__in": keys})


def _case(lookup: str) -> Callable[[Sequence[str | int]], Q]:
    """Return what compares a field of the cases that a study is about; hidden cases don't count."""

    def condition(keys: Sequence[str | int]) -> Q:
        cases = CaseStudyPage.objects.live().public().filter(**{f"{lookup}__in": keys}).values("pk")
        further = FurtherCase.objects.filter(case__in=cases).values("evaluation")
        return Q(evaluation__case__in=cases) | Q(evaluation__in=further)

    return condition


def _type(keys: Sequence[str | int]) -> Q:
    """A study of practice elsewhere has types of its own; others have those of their cases."""
    own = EvaluationPage.objects.filter(type_items__tag__in=keys).values("pk")
    return _case("type_items__tag")(keys) | Q(evaluation__in=own)


FILTERS = (
    Filter("outcome", _("Outcome"), _terms("outcome"), _column("outcome")),
    Filter("type", _("Kind of intervention"), _terms("type"), _type),
    Filter("design", _("Design"), _choices(Design), _column("evaluation__design")),
    Filter("level", _("Maryland level"), _levels, _column("evaluation__maryland_level")),
    Filter("sector", _("Sector"), _terms("sector"), _case("sector_items__tag")),
    Filter("conclusion", _("Conclusion"), _choices(Conclusion), _column("evaluation__conclusion")),
    Filter(
        "independence",
        _("Independence"),
        _choices(Independence),
        _column("evaluation__independence"),
    ),
    Filter("metric", _("Kind of effect size"), _choices(Metric), _column("metric")),
    Filter("role", _("Planned beforehand?"), _choices(Role), _column("role")),
)
FILTER_NAMES = tuple(each.name for each in FILTERS)
FILTER = {each.name: each for each in FILTERS}
