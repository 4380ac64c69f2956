"""What a reader is told of the evaluations of a case: the conclusion in words, with its reason."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from django.utils.translation import gettext as _

from interventions.choices import NOT_EVALUATED, Conclusion, InconclusiveReason


class Concluded(Protocol):
    """What tells the conclusion of an evaluation: its page, or the row of it."""

    @property
    def conclusion(self) -> str: ...

    @property
    def inconclusive_reason(self) -> str: ...


@dataclass(frozen=True)
class Verdict:
    """A conclusion as every place of the site shows it.

    ``key`` is a value of :class:`~interventions.choices.Conclusion` or ``not-evaluated``;
    ``reason`` is empty unless the conclusion is inconclusive; ``sentence`` can stand alone.
    """

    key: str
    label: str
    reason: str = ""
    sentence: str = ""


def verdict_of(evaluation: Concluded) -> Verdict:
    """Return what one evaluation concludes; a draft may not say so yet."""
    if not evaluation.conclusion:
        return Verdict(NOT_EVALUATED, _("No conclusion yet"))
    conclusion = Conclusion(evaluation.conclusion)
    reason = ""
    if conclusion == Conclusion.INCONCLUSIVE and evaluation.inconclusive_reason:
        reason = str(InconclusiveReason(evaluation.inconclusive_reason).label)
    return Verdict(conclusion.value, str(conclusion.label), reason, _sentence(conclusion, reason))


def verdict_on_case(evaluations: Iterable[Concluded]) -> Verdict:
    """Return what the evaluations of one case say together, without weighing them.

    One evaluation, or several that agree, speak for themselves; where they differ the case is
    "mixed". Weighing is for the evidence room.
    """
    verdicts = {verdict.key: verdict for verdict in map(verdict_of, evaluations)}
    if not verdicts:
        return Verdict(
            NOT_EVALUATED, _("Not evaluated yet"), "", _("Nobody has published an evaluation yet.")
        )
    if len(verdicts) == 1:
        return next(iter(verdicts.values()))
    mixed = Conclusion.MIXED
    return Verdict(mixed.value, str(mixed.label), "", _("The evaluations do not agree."))


def _sentence(conclusion: Conclusion, reason: str) -> str:
    match conclusion:
        case Conclusion.WORKS:
            return _("The evaluation concludes that it works.")
        case Conclusion.PROMISING:
            return _("The evaluation sees promising signs, but no proof yet.")
        case Conclusion.MIXED:
            return _("The evaluation finds that it works in some respects, and not in others.")
        case Conclusion.NO_EFFECT:
            return _("The evaluation found no effect.")
        case Conclusion.HARMFUL:
            return _("The evaluation concludes that it does harm.")
        case Conclusion.INCONCLUSIVE if reason:
            return _("The evaluation cannot say whether it works: %(reason)s.") % {"reason": reason}
        case _:
            return _("The evaluation cannot say whether it works.")
