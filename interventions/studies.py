"""Reads: what the page of one evaluation shows of how it was done, and of what it found."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.humanize.templatetags.humanize import intcomma
from django.template.defaultfilters import floatformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interventions.choices import Data, Metric, NoEffect
from interventions.models import EvaluationPage, Finding, Outcome
from interventions.small_counts import hides_groups, public_effect_of
from interventions.told import told
from methods.interpretation import ATTAINMENT, months_of_progress


@dataclass(frozen=True)
class FindingRow:
    """One finding as a row of the table."""

    outcome: Outcome
    measure: str
    #: Subgroup, time of measuring and role, those that are known.
    notes: Sequence[str]
    sizes: str
    #: Of a share before and after: 57% → 68%.
    change: str
    #: What follows from the figures (:func:`interventions.told.told`).
    told: dict[str, Any]
    #: Of an effect on learning results.
    months: str


def finding_rows(evaluation: EvaluationPage) -> list[FindingRow]:
    """Return the findings of an evaluation, saved or not, in its own order."""
    findings = evaluation.findings.all().select_related("outcome")
    rows = []
    for finding in findings:
        finding.evaluation = evaluation
        rows.append(_row(finding))
    return rows


def _row(finding: Finding) -> FindingRow:
    computed = public_effect_of(finding)
    notes = [
        finding.subgroup,
        _after(finding.time_point_months),
        finding.get_role_display() if finding.role else "",
    ]
    is_hidden = computed.because == "small-counts"
    return FindingRow(
        outcome=finding.outcome,
        measure=finding.measure,
        notes=[note for note in notes if note],
        sizes="" if is_hidden else _sizes(finding),
        change="" if is_hidden else _change(finding),
        told=told(finding, computed),
        months=_months(finding, computed.estimate, computed.metric),
    )


def _after(months: int | None) -> str:
    if months is None:
        return ""
    return ngettext("after %(count)s month", "after %(count)s months", months) % {"count": months}


def _sizes(finding: Finding) -> str:
    sizes = (finding.n_t, finding.n_c)
    if finding.data == Data.BEFORE_AFTER:
        sizes = (finding.n_before, finding.n_after)
    if None in sizes:
        return ""
    return " + ".join(intcomma(size) for size in sizes)


def _change(finding: Finding) -> str:
    if finding.data != Data.BEFORE_AFTER or None in (finding.share_before, finding.share_after):
        return ""
    before, after = (
        floatformat(share, -1) for share in (finding.share_before, finding.share_after)
    )
    return f"{before}% → {after}%"


def public_change_of(finding: Finding) -> str:
    """Return a share before and after as everybody may see it, as stored: "57% → 68%"."""
    return "" if finding.no_effect_because == NoEffect.SMALL_COUNTS else _change(finding)


def _months(finding: Finding, effect: float | None, metric: str) -> str:
    """Return an effect on learning results in months; on other outcomes there is no such thing."""
    if effect is None or metric != Metric.SMD or not finding.outcome.measures_attainment:
        return ""
    months = months_of_progress(effect, ATTAINMENT)
    more = ngettext("%(count)s month more progress", "%(count)s months more progress", months)
    less = ngettext("%(count)s month less progress", "%(count)s months less progress", -months)
    return (more if months >= 0 else less) % {"count": abs(months)}


def group_facts(evaluation: EvaluationPage) -> list[tuple[str, str]]:
    """Return what is known of the groups that were compared, each with its name."""
    sizes = "" if hides_groups(evaluation) else _pair(evaluation.assigned_t, evaluation.assigned_c)
    rows = [
        (
            _("Divided over the groups"),
            evaluation.get_assignment_unit_display() if evaluation.assignment_unit else "",
        ),
        (_("At the start"), sizes),
        (_("Classes or schools"), _pair(evaluation.clusters_t, evaluation.clusters_c)),
        (_("ICC"), _icc(evaluation)),
        (_("Dropped out"), _percent(evaluation.attrition_overall)),
        (_("Difference in drop-out"), _percent(evaluation.attrition_differential)),
        (_("Difference at the start"), _in_sd(evaluation.baseline_difference_sd)),
    ]
    return [(label, value) for label, value in rows if value]


def _pair(treated: int | None, comparison: int | None) -> str:
    if treated is None or comparison is None:
        return ""
    return _("%(treated)s with the intervention, %(comparison)s to compare with") % {
        "treated": intcomma(treated), "comparison": intcomma(comparison),
    }  # fmt: skip


def _icc(evaluation: EvaluationPage) -> str:
    if evaluation.icc is None:
        return ""
    source = evaluation.get_icc_source_display() if evaluation.icc_source else ""
    return floatformat(evaluation.icc, -3) + (f" ({source.lower()})" if source else "")


def _percent(value: float | None) -> str:
    return "" if value is None else f"{floatformat(value, -1)}%"


def _in_sd(value: float | None) -> str:
    if value is None:
        return ""
    return _("%(number)s standard deviation") % {"number": floatformat(value, -2)}
