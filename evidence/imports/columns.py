"""The columns of the template, and so of every import: what each fills in, and what it says.

Where a column stands in the flat table that researchers download as well, it has the same name and
the same words there (:mod:`evidence.columns`).
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import BooleanField, Model
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from evidence.columns import COLUMNS as FLAT_COLUMNS
from interventions.models import (
    EvaluationPage,
    EvaluationSource,
    Finding,
    InterventionType,
    Outcome,
    Recognition,
    Term,
)

#: Between the parts of a cell that holds several.
SEPARATOR = ";"


class Part(StrEnum):
    """What a column is about: a record, or something that is asked of the study beside it."""

    KEY = "key"
    CASE = "case"
    TYPES = "types"
    AUTHORS = "authors"
    STUDY = "study"
    SOURCE = "source"
    RECOGNITION = "recognition"
    FINDING = "finding"


RECORDS: dict[Part, type[Model]] = {
    Part.STUDY: EvaluationPage,
    Part.SOURCE: EvaluationSource,
    Part.RECOGNITION: Recognition,
    Part.FINDING: Finding,
}


#: Columns of which the values are terms.
VOCABULARIES: dict[str, type[Term]] = {
    "intervention_types": InterventionType,
    "finding_outcome": Outcome,
}


@dataclass(frozen=True)
class Column:
    """One column, with the field of the record that it fills in where it is about one."""

    name: str
    part: Part
    field: str = ""
    words: str | Promise = ""

    @property
    def model_field(self) -> Any:
        return RECORDS[self.part]._meta.get_field(self.field) if self.field else None

    @property
    def description(self) -> str:
        """What to put in it, in the language of the reader."""
        if self.words:
            return str(self.words)
        label, help_text = self.model_field.verbose_name, self.model_field.help_text
        return f"{capfirst(str(label))}. {help_text}".strip()

    @property
    def values(self) -> list[str]:
        """What may stand in it, where that is a closed list."""
        if vocabulary := VOCABULARIES.get(self.name):
            return list(vocabulary.objects.values_list("slug", flat=True))
        if isinstance(self.model_field, BooleanField):
            return [gettext("yes"), gettext("no")]
        choices = getattr(self.model_field, "choices", None) or ()
        return [str(value) for value, _label in choices]

    @property
    def is_required(self) -> bool:
        """Whether no study, or no finding, can do without."""
        return self.part in {Part.STUDY, Part.FINDING} and not self.model_field.blank


IN_FLAT_TABLE = {column.name: column.description for column in FLAT_COLUMNS}


def _columns(part: Part, prefix: str, *fields: str, **named: str) -> list[Column]:
    """Return a column for each field of a record; ``named`` are those with a name of their own."""
    names = {field: f"{prefix}_{named.get(field, field)}" for field in (*fields, *named)}
    return [Column(name, part, field, IN_FLAT_TABLE.get(name, "")) for field, name in names.items()]


COLUMNS: tuple[Column, ...] = (
    Column("study_id", Part.KEY,
           words=_("A code of your own, the same on each row of one study; empty: its title.")),
    Column("intervention_case", Part.CASE, words=IN_FLAT_TABLE["intervention_case"]),
    Column("intervention_types", Part.TYPES,
           words=_("Slugs of the kinds of intervention, with a semicolon between; only for practice elsewhere.")),
    *_columns(
        Part.STUDY, "study", "title", "summary", "design", "conclusion", "inconclusive_reason", "explanation",
        "period_start", "period_end", "follow_up_months", "pupils", "schools", "sample",
        "has_comparison_group", "measured_before", "assignment_unit", "assigned_t", "assigned_c",
        "clusters_t", "clusters_c", "icc", "icc_source", "attrition_overall", "attrition_differential",
        "baseline_difference_sd", "baseline_adjusted", "evaluator", "independence", "funder",
        "side_effects_looked_for", "side_effects", "preregistration", study_family="family",
    ),
    Column("study_authors", Part.AUTHORS, words=_("Names of the authors, with a semicolon between.")),
    *_columns(Part.SOURCE, "source", "title", "authors", "publisher", "year", "doi", "url"),
    *_columns(Part.RECOGNITION, "recognition", "organisation", "level", "url", "date"),
    *_columns(
        Part.FINDING, "finding", "outcome", "measure", "unit", "direction", "subgroup", "role",
        "data", "n_t", "n_c", "mean_t", "mean_c", "sd_t", "sd_c", "events_t", "events_c", "coefficient",
        "coefficient_se", "pooled_sd", "reported_metric", "reported_effect", "reported_se", "ci_lower",
        "ci_upper", "p_value", "higher_group", "share_before", "share_after", "n_before", "n_after",
        "clustering", time_point_months="months",
    ),
)  # fmt: skip

BY_NAME = {column.name: column for column in COLUMNS}
#: Columns of the flat table that follow from others here, or belong to the case.
FOLLOWING = frozenset(IN_FLAT_TABLE) - frozenset(BY_NAME)


def name_of(part: Part, field: str) -> str:
    """Return the name of the column that fills in a field; empty where none does."""
    return next((c.name for c in COLUMNS if c.part is part and c.field == field), "")


def of(part: Part) -> list[Column]:
    """Return the columns that are about one part."""
    return [column for column in COLUMNS if column.part is part]
