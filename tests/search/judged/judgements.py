"""Judged queries, and the cases that they are judged over."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from core.models import Municipality
from demo.loading import load_partners_and_cases
from demo.site_setup import set_up_site
from demo.synthetic.loading import PARTNERS, generate
from demo.synthetic.writing import write_cases
from demo.toml import Table, read_folder
from interventions.models import CaseStudyPage, TargetGroup

GENERATED = 10_000
SEED = 4
QUERIES = Path(__file__).parent / "queries.toml"


@dataclass(frozen=True)
class KnownCase:
    """A case of which is known what it is about: the first of its types."""

    page_id: int
    slug: str
    types: Sequence[str]
    sectors: Sequence[str]
    targets: Sequence[str]
    municipalities: Sequence[str]
    provinces: Sequence[str]
    title: str
    text: str


@dataclass(frozen=True)
class JudgedQuery:
    """A query with its rules, which the head of ``queries.toml`` explains."""

    text: str
    kind: str
    held_out: bool = False
    topics: Sequence[str] = ()
    near: Sequence[str] = ()
    titles: Sequence[str] = ()
    says: Sequence[str] = ()
    targets: Sequence[str] = ()
    places: Sequence[str] = ()
    sectors: Sequence[str] = ()
    cases: Mapping[str, int] = field(default_factory=dict)

    def grade(self, case: KnownCase) -> int:
        """Return how well a case answers the query, from 0 to 3."""
        if case.slug in self.cases:
            return self.cases[case.slug]
        if self.sectors and not set(self.sectors) & set(case.sectors):
            return 0
        return min(self._about(case), self._there(case))

    def _about(self, case: KnownCase) -> int:
        rules = (self.topics, self.near, self.titles, self.says, self.targets)
        if not any(rules):
            return 2 if self.places or self.sectors else 0
        topic, *further = case.types
        if topic in self.topics or any(piece in case.title for piece in self.titles):
            return 2
        touches = (
            topic in self.near
            or set(further) & set(self.topics)
            or set(case.targets) & set(self.targets)
            or any(piece in case.text for piece in self.says)
        )
        return 1 if touches else 0

    def _there(self, case: KnownCase) -> int:
        if not self.places or set(self.places) & set(case.municipalities):
            return 2
        return 1 if set(self.places) & set(case.provinces) else 0


@cache
def judged_queries() -> Sequence[JudgedQuery]:
    """Return all judged queries."""
    rows = tomllib.loads(QUERIES.read_text(encoding="utf-8"))["queries"]
    return [JudgedQuery(**row) for row in rows]


def build_cases() -> list[KnownCase]:
    """Write the demo content and the generated cases to the database; return what is known of them.

    The municipalities must be there.
    """
    for _line in load_partners_and_cases(set_up_site()):
        pass
    for _number in generate(GENERATED, SEED):
        pass
    return known_cases()


def known_cases() -> list[KnownCase]:
    """Return what is known of the cases that :func:`build_cases` wrote, from where they came."""
    return [*_demo_cases(), *_generated_cases()]


def _demo_cases() -> Iterator[KnownCase]:
    ids = dict(CaseStudyPage.objects.filter(is_synthetic=False).values_list("slug", "pk"))
    for row in read_folder("cases"):
        yield KnownCase(
            page_id=ids[row["slug"]],
            slug=row["slug"],
            types=row["intervention_types"],
            sectors=row["sectors"],
            targets=row["target_groups"],
            title=row["title"],
            text="\n".join(_texts(row)),
            **_whereabouts(row.get("municipalities", [])),
        )


def _texts(row: Table | list[Any]) -> Iterator[str]:
    """Yield all texts in a content file."""
    for value in row.values() if isinstance(row, dict) else row:
        if isinstance(value, str):
            yield value
        elif isinstance(value, (dict, list)):
            yield from _texts(value)


def _generated_cases() -> Iterator[KnownCase]:
    """Yield the generated cases: the same seed writes the same ones, in the order of their ids."""
    places = list(Municipality.objects.filter(dissolved=False).values_list("code", "name"))
    targets = list(TargetGroup.objects.values_list("slug", flat=True))
    pages = CaseStudyPage.objects.filter(is_synthetic=True).order_by("pk")
    written = write_cases(GENERATED, SEED, places, targets, PARTNERS)
    for (pk, title), case in zip(pages.values_list("pk", "title"), written, strict=True):
        assert title == case.title
        yield KnownCase(
            page_id=pk,
            slug="",
            types=case.types,
            sectors=case.sectors,
            targets=case.targets,
            title=title,
            text="\n".join([case.summary, *case.texts.values()]),
            **_whereabouts(case.municipalities),
        )


def _whereabouts(codes: Iterable[str]) -> dict[str, list[str]]:
    known = [_municipalities()[code] for code in codes]
    return {
        "municipalities": [name for name, _province in known],
        "provinces": [province for _name, province in known],
    }


@cache
def _municipalities() -> Mapping[str, tuple[str, str]]:
    """Return the name of each municipality and its province, which never change."""
    return {
        place.code: (place.name, str(place.get_province_display()))
        for place in Municipality.objects.all()
    }
