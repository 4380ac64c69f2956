"""Decision tables: rules in order, of which the first that fits decides."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Outcome = TypeVar("Outcome")


@dataclass(frozen=True)
class Rule(Generic[Outcome]):
    """What must be the case, and what then follows.

    Attributes
    ----------
    when : for each fact that matters, the values that fit; a fact that is not named may be anything
    then : what follows
    """

    when: Mapping[str, Collection[object]]
    then: Outcome


@dataclass(frozen=True)
class Decision(Generic[Outcome]):
    """What follows, and from which rule of its table, counted from 1."""

    outcome: Outcome
    rule: int


def decide(table: Sequence[Rule[Outcome]], **facts: object) -> Decision[Outcome] | None:
    """Return what the first rule that fits the facts says; None where none fits.

    Parameters
    ----------
    table : rules, the first that fits first
    facts : by name; None for what is not known, which fits only a rule that names None
    """
    for number, rule in enumerate(table, start=1):
        if all(facts[name] in values for name, values in rule.when.items()):
            return Decision(rule.then, number)
    return None
