"""How like a reader's own situation cases are, and why: pure, on bit sets of cases.

A case scores the sum of the weights of what it shares with the situation. The weights are a choice,
not a finding: decision 0090.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from search.snapshot import Bits

#: A municipality is of similar size when it has from half to twice as many inhabitants.
SIMILAR = 2.0


@dataclass(frozen=True)
class Criterion:
    """Something that cases may share with a situation; ``bits`` are those that do."""

    name: str
    weight: int
    bits: Bits


@dataclass(frozen=True)
class Alike:
    """Cases that share the same criteria with a situation."""

    bits: Bits
    score: int
    shared: tuple[str, ...]


def alike(criteria: Sequence[Criterion], cases: Bits) -> list[Alike]:
    """Return groups of cases by what they share with a situation, those that share most first.

    Each of the cases is in one group. Of groups with the same score the one that shares the earlier
    criterion comes first.

    Parameters
    ----------
    criteria : the most telling first, weights above 0
    cases : those to order
    """
    groups = [Alike(cases, 0, ())]
    for each in criteria:
        groups = [part for group in groups for part in _split(group, each) if part.bits]
    return sorted(groups, key=lambda group: -group.score)


def _split(group: Alike, by: Criterion) -> Iterable[Alike]:
    yield Alike(group.bits & by.bits, group.score + by.weight, (*group.shared, by.name))
    yield Alike(group.bits & ~by.bits, group.score, group.shared)


def similar_size(one: int | None, other: int | None) -> bool:
    """Return whether two municipalities are of similar size; not where one is not known.

    Parameters
    ----------
    one, other : inhabitants
    """
    if not one or not other:
        return False
    return max(one, other) <= SIMILAR * min(one, other)
