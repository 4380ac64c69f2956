"""What follows from a finding, in words: for the edit form, and for the page that readers see."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import FieldDoesNotExist
from django.utils.functional import Promise

from interventions.choices import Metric, NoEffect
from interventions.effects import Computed

if TYPE_CHECKING:
    from interventions.models import Finding


@dataclass(frozen=True)
class Problem:
    """What is wrong with one figure, and the id of the field in the form that it is in."""

    label: str
    anchor: str
    message: str | Promise


def told(
    finding: "Finding",
    computed: Computed,
    prefix: str = "",
    problems: Mapping[str, str | Promise] | None = None,
) -> dict[str, Any]:
    """Return what a template needs to tell what follows from a finding.

    Parameters
    ----------
    computed : what follows from it
    prefix : of the fields in the form that it stands in; empty outside a form
    problems : what a form found wrong with it; else what is wrong with its figures
    """
    wrong = computed.problems if problems is None else problems
    return {
        "computed": computed,
        "metric": Metric(computed.metric).label if computed.metric else "",
        "reason": NoEffect(computed.because).label if computed.because else "",
        "missing": [label_of(finding, name) for name in computed.missing],
        "problems": [
            Problem(label_of(finding, name).capitalize(), f"id_{prefix}-{name}", message)
            for name, message in wrong.items()
        ],
    }


def label_of(finding: "Finding", name: str) -> str:
    """Return what a field of a finding, or else of its evaluation, is called."""
    try:
        field = finding._meta.get_field(name)
    except FieldDoesNotExist:
        field = finding._meta.get_field("evaluation").related_model._meta.get_field(name)
    return str(field.verbose_name)
