"""Counts of pupils under 10 are told nobody, and cannot be worked out either.

With its error and the sizes of the groups an effect gives the counts away, and a group gives away the
other where the total is known. So a finding with such a count shows no figures at all. Those of a
study that is published elsewhere are exempt: they are known.
"""

from typing import TYPE_CHECKING

from interventions.choices import Data, NoEffect
from interventions.effects import Computed, effect_of

if TYPE_CHECKING:
    from interventions.models import EvaluationPage, Finding

SMALLEST = 10


def is_suppressed(finding: "Finding") -> bool:
    """Return whether the figures of a finding stay with who wrote them."""
    return _has_small_count(finding) and not finding.evaluation.is_published_study


def public_effect_of(finding: "Finding") -> Computed:
    """Return what everybody may know of what follows from a finding."""
    if is_suppressed(finding):
        return Computed(because=NoEffect.SMALL_COUNTS)
    return effect_of(finding)


def hides_groups(evaluation: "EvaluationPage") -> bool:
    """Return whether the sizes of the groups at the start stay with who wrote them."""
    sizes = (evaluation.assigned_t, evaluation.assigned_c, evaluation.pupils)
    return any(map(_is_small, sizes)) and not evaluation.is_published_study


def public_count(count: int | None) -> int | None:
    """Return a number of pupils that everybody may know, else nothing."""
    return None if _is_small(count) else count


def _has_small_count(finding: "Finding") -> bool:
    counts = [finding.n_t, finding.n_c, finding.n_before, finding.n_after]
    if finding.data == Data.EVENTS:
        for events, size in ((finding.events_t, finding.n_t), (finding.events_c, finding.n_c)):
            counts += [events, None if events is None or size is None else size - events]
    if finding.data == Data.BEFORE_AFTER:
        for share, size in (
            (finding.share_before, finding.n_before),
            (finding.share_after, finding.n_after),
        ):
            if share is not None and size is not None:
                counts += [round(size * share / 100), round(size * (100 - share) / 100)]
    return any(map(_is_small, counts))


def _is_small(count: int | None) -> bool:
    return count is not None and count < SMALLEST
