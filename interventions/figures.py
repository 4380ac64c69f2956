"""Whether the figures of a finding can belong together, whichever of them are given.

The rules are those of :mod:`methods`; here each gets its field, and its words.
"""

from collections.abc import Callable
from math import log
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from interventions.choices import Data, ReportedMetric
from methods import effect_sizes, inputs
from methods.errors import (
    EventsAboveSample,
    IntervalDisagrees,
    IntervalReversed,
    NoContrast,
    OutOfRange,
    RefusedInput,
    SampleTooSmall,
    StandardDeviationNotPositive,
    VarianceNotPositive,
)

if TYPE_CHECKING:
    from interventions.models import Finding

#: A message at each field that it is about.
Problems = dict[str, str | Promise]

COMPARING = {Data.MEANS, Data.EVENTS, Data.REGRESSION, Data.EFFECT, Data.P_VALUE}
RATIOS = {ReportedMetric.ODDS_RATIO, ReportedMetric.RISK_RATIO}
#: A report rounds to two decimals, or to as many as it shows more.
DECIMALS = 2
#: The t distribution makes the interval of a small study wider by up to this share.
TOLERANCE = 0.2

WORDS: dict[type[RefusedInput], Promise] = {
    SampleTooSmall: _("A group has at least two members."),
    EventsAboveSample: _("This is more than there are in the group."),
    StandardDeviationNotPositive: _("A standard deviation is above zero."),
    VarianceNotPositive: _("A standard error is above zero."),
    IntervalReversed: _("The interval ends before it begins."),
    IntervalDisagrees: _("The effect, its standard error and its interval do not fit each other."),
    NoContrast: _("In both groups nobody did, or everybody did: that shows no difference."),
}
NOT_POSSIBLE = _("This figure is not possible, or does not fit the others.")

#: What a parameter of :mod:`methods` is called on a finding, where that differs.
FIELDS = {"lower": "ci_upper", "estimate": "reported_effect", "standard_error": "reported_se"}


def problems_with(finding: "Finding") -> Problems:
    """Return what is wrong with the figures that are given, by field; nothing where all is well.

    What is missing is not wrong, and what belongs to other data than was chosen is no matter.
    """
    found: Problems = {}

    def check(rule: Callable[..., object], *figures: Any) -> None:
        if None in figures:
            return
        try:
            rule(*figures)
        except RefusedInput as refused:
            found.update(in_words(refused, finding))

    if finding.data in COMPARING:
        check(inputs.group_size, finding.n_t, "n_t")
        check(inputs.group_size, finding.n_c, "n_c")
    match finding.data:
        case Data.MEANS:
            check(inputs.standard_deviation, finding.sd_t, "sd_t")
            check(inputs.standard_deviation, finding.sd_c, "sd_c")
        case Data.EVENTS:
            check(inputs.events_and_others, finding.events_t, finding.n_t, "t")
            check(inputs.events_and_others, finding.events_c, finding.n_c, "c")
        case Data.REGRESSION:
            check(inputs.positive_se, finding.coefficient_se)
            check(inputs.standard_deviation, finding.pooled_sd, "pooled_sd")
        case Data.EFFECT:
            check(inputs.positive_se, finding.reported_se)
            check(_fit_each_other, finding)
        case Data.P_VALUE:
            check(_above_zero, finding.p_value, "p_value")
    return found


def in_words(refused: RefusedInput, finding: "Finding") -> Problems:
    """Return what :mod:`methods` refused as a message at the field that it is about."""
    field = FIELDS.get(refused.argument, refused.argument)
    if field == "reported_se" and finding.data == Data.REGRESSION:
        field = "coefficient_se"
    return {field if hasattr(finding, field) else "data": WORDS.get(type(refused), NOT_POSSIBLE)}


def on_scale(finding: "Finding", name: str) -> Any:
    """Return a reported effect, or a limit of its interval, on the scale of the analysis.

    Of a ratio that is its logarithm; None where it is not given.

    Raises
    ------
    OutOfRange : a ratio of zero or below
    """
    value: float | None = getattr(finding, name)
    if value is None or finding.reported_metric not in RATIOS:
        return value
    _above_zero(value, name)
    return log(value)


def _above_zero(value: float, name: str) -> None:
    if value <= 0:
        raise OutOfRange(f"{name} is above zero", argument=name)


def _fit_each_other(finding: "Finding") -> None:
    """Refuse an effect, a standard error and an interval that cannot be of one result.

    Raises
    ------
    OutOfRange, IntervalReversed, IntervalDisagrees
    """
    effect, lower, upper = (
        on_scale(finding, name) for name in ("reported_effect", "ci_lower", "ci_upper")
    )
    if lower is None or upper is None:
        return
    by_interval = effect_sizes.from_confidence_interval(lower, upper)
    if effect is None:
        return
    error = finding.reported_se or float(by_interval.standard_error)
    tolerance = max(TOLERANCE, _rounding(finding) / error)
    if not effect_sizes.interval_agrees(effect, error, lower, upper, tolerance=tolerance):
        raise IntervalDisagrees("effect, error and interval differ", argument="ci_upper")


def _rounding(finding: "Finding") -> float:
    """Return how far off rounding in a report can make a limit of the interval, about."""
    names = ("reported_effect", "reported_se", "ci_lower", "ci_upper")
    figures = [value for name in names if (value := getattr(finding, name)) is not None]
    decimals = max(DECIMALS, *(len(repr(float(value)).partition(".")[2]) for value in figures))
    smallest = min((abs(value) for value in figures if value), default=1.0)
    unit = 0.5 * 10.0**-decimals
    return 2 * unit / (smallest if finding.reported_metric in RATIOS else 1)
