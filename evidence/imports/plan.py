"""What an import would make of the lines of a file, and what is wrong with them. Nothing is saved.

The rules are those of the edit form: the fields, the validation of the records, and which answers go
with which others.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page

from evidence.imports.cells import form_of
from evidence.imports.columns import BY_NAME, RECORDS, SEPARATOR, Part, name_of, of
from evidence.imports.lines import Line, Lines, Problem
from evidence.imports.places import Places
from interventions.choices import NoEffect
from interventions.forms import EvaluationForm
from interventions.models import (
    EvaluationAuthor,
    EvaluationPage,
    EvaluationSource,
    Finding,
    InterventionType,
    Outcome,
    Recognition,
)
from interventions.small_counts import public_effect_of

#: Each is a page with a history; so many are made in a few seconds.
MOST_STUDIES = 200
#: Of an answer that is not there; in a draft it may be missing.
EMPTY = {"required", "blank", "null"}


@dataclass
class PlannedStudy:
    """A study that would be made, with its findings, under a page."""

    line: int
    page: EvaluationPage
    parent: Page | None = None
    finding_count: int = 0
    #: How many of its findings have no effect size, by the reason in words.
    no_effect: Mapping[str, int] = field(default_factory=dict)
    #: What it lacks before it can be published.
    missing: list[str] = field(default_factory=list)
    is_known: bool = False


@dataclass(frozen=True)
class Plan:
    studies: Sequence[PlannedStudy]
    problems: Sequence[Problem]
    unused: Sequence[str]

    @property
    def finding_count(self) -> int:
        return sum(study.finding_count for study in self.studies)


def plan(read: Lines, user: Any) -> Plan:
    """Return what would be made of the lines by this user; nothing is made where there are problems."""
    planner = _Planner(read, user)
    studies = [planner.study(lines) for lines in planner.grouped()]
    if len(studies) > MOST_STUDIES:
        planner.refuse(
            studies[MOST_STUDIES].line,
            "study_id",
            _("Here the %(most)d studies of one import end. Bring the others in with another.")
            % {"most": MOST_STUDIES},
        )
    planner.places.mark_known(studies)
    return Plan(studies, sorted(planner.problems, key=lambda problem: problem.line), read.unused)


class _Planner:
    """The forms and what they are asked with, read once for all lines, and the problems so far."""

    def __init__(self, read: Lines, user: Any) -> None:
        self.read = read
        self.user = user
        self.problems = list(read.problems)
        self.refused: set[tuple[int, str]] = set()
        self.places = Places(user, read.lines)
        self.locale = Locale.get_default()
        self.types = {term.slug: term for term in InterventionType.objects.all()}
        outcomes = {term.slug: term for term in Outcome.objects.all()}
        self.forms = {
            part: form_of(model, [column.field for column in of(part)], outcomes)
            for part, model in RECORDS.items()
        }

    def refuse(self, line: int, column: str, text: Any) -> None:
        """Note what is wrong with a cell, unless something of it is noted already."""
        if (line, column) not in self.refused:
            self.refused.add((line, column))
            self.problems.append(Problem(line, column, text))

    def grouped(self) -> Iterator[list[Line]]:
        """Yield the lines of each study."""
        groups: dict[str, list[Line]] = defaultdict(list)
        for line in self.read.lines:
            key = line.cells.get("study_id") or line.cells.get("study_title", "").casefold()
            if key:
                groups[key].append(line)
            else:
                self.refuse(line.number, "study_title", _("Fill in of which study this row is."))
        yield from groups.values()

    def study(self, lines: list[Line]) -> PlannedStudy:
        """Return the study that its lines make, as far as they can be understood."""
        cells, where = self._said_once(lines)
        first = lines[0].number
        page = EvaluationPage(owner=self.user, live=False, locale=self.locale)
        planned = PlannedStudy(line=first, page=page)
        self._fill(Part.STUDY, page, cells, where, first, planned)
        self._refuse_hidden(planned, cells, where)
        planned.parent = self._parent(cells, where, first)
        page.intervention_types.add(*self._types(cells, where))
        page.authors.set(self._authors(cells, where))
        page.sources.set(self._beside(Part.SOURCE, EvaluationSource(), cells, where))
        page.recognitions.set(self._beside(Part.RECOGNITION, Recognition(), cells, where))
        findings = list(self._findings(lines, page))
        page.findings.set(findings)
        planned.finding_count = len(findings)
        if not self.problems:
            planned.no_effect = dict(Counter(filter(None, map(_reason_of_no_effect, findings))))
        return planned

    def _said_once(self, lines: list[Line]) -> tuple[dict[str, str], dict[str, int]]:
        """Return what the lines say of their study, with the line that says it first."""
        cells: dict[str, str] = {}
        where: dict[str, int] = {}
        for line in lines:
            for name, cell in line.cells.items():
                if BY_NAME[name].part is Part.FINDING:
                    continue
                if cells.setdefault(name, cell) != cell:
                    self.refuse(
                        line.number,
                        name,
                        _("Row %(row)d says something else of the same study. Make them the same.")
                        % {"row": where[name]},
                    )
                where.setdefault(name, line.number)
        return cells, where

    def _fill(
        self,
        part: Part,
        record: Model,
        cells: Mapping[str, str],
        where: Mapping[str, int],
        line: int,
        planned: PlannedStudy | None = None,
    ) -> None:
        """Let the form of a part fill in a record, and note what it refuses."""
        named = {column.field: column.name for column in of(part)}
        given = {each: cells[name] for each, name in named.items() if name in cells}
        form = self.forms[part](given, instance=record)
        for asked, errors in form.errors.as_data().items():
            column = named.get(asked, "")
            for error in errors:
                if error.code in EMPTY and self._may_be_empty(column, planned):
                    planned.missing.append(_label(form, asked))  # type: ignore[union-attr]
                elif not self._is_told(line, column, error.code):
                    self.refuse(where.get(column, line), column, " ".join(error.messages))

    def _may_be_empty(self, column: str, planned: PlannedStudy | None) -> bool:
        return self.read.is_partial and planned is not None and column != "study_title"

    def _is_told(self, line: int, column: str, code: str | None) -> bool:
        """Whether a cell is empty as its column is missing, or as its line could not be understood."""
        return code in EMPTY and any(
            problem.line == line or (problem.line == 1 and problem.column == column)
            for problem in self.read.problems
        )

    def _refuse_hidden(
        self, planned: PlannedStudy, cells: Mapping[str, str], where: Mapping[str, int]
    ) -> None:
        """Refuse an answer that the edit form would hide, and leave out, with these others."""
        for hidden, (other, answers) in EvaluationForm.revealed_by.items():
            name, answer = name_of(Part.STUDY, hidden), getattr(planned.page, other)
            if name not in cells or answer in answers:
                continue
            if self.read.is_partial and not answer:
                label = capfirst(str(EvaluationPage._meta.get_field(other).verbose_name))
                planned.missing += [label] if label not in planned.missing else []
                continue
            self.refuse(
                where[name],
                name,
                _("This goes with other answers in %(column)s. Leave it empty, or change that.")
                % {"column": name_of(Part.STUDY, other)},
            )

    def _parent(self, cells: Mapping[str, str], where: Mapping[str, int], line: int) -> Page | None:
        parent = self.places.parent(cells.get("intervention_case", ""))
        if parent is None:
            self.refuse(
                where.get("intervention_case", line),
                "intervention_case",
                self.places.reason(cells.get("intervention_case", "")),
            )
        return parent

    def _types(self, cells: Mapping[str, str], where: Mapping[str, int]) -> list[InterventionType]:
        found = []
        for slug in _parts(cells.get("intervention_types", "")):
            if term := self.types.get(slug.casefold()):
                found.append(term)
            else:
                self.refuse(
                    where["intervention_types"],
                    "intervention_types",
                    _("“%(slug)s” is no kind of intervention. Choose from: %(slugs)s.")
                    % {"slug": slug, "slugs": ", ".join(self.types)},
                )
        return found

    def _authors(
        self, cells: Mapping[str, str], where: Mapping[str, int]
    ) -> list[EvaluationAuthor]:
        found = []
        for name in _parts(cells.get("study_authors", "")):
            author = EvaluationAuthor(name=name)
            try:
                author.clean_fields(exclude=["evaluation"])
            except ValidationError as error:
                self.refuse(where["study_authors"], "study_authors", " ".join(error.messages))
            found.append(author)
        return found

    def _beside(
        self, part: Part, record: Any, cells: Mapping[str, str], where: Mapping[str, int]
    ) -> list[Any]:
        """Return the one record of this part that the lines of a study make, where they make one."""
        given = [column.name for column in of(part) if column.name in cells]
        if not given:
            return []
        if part is Part.SOURCE:
            cells = {"source_title": cells.get("study_title", ""), **cells}
        self._fill(part, record, cells, where, where[given[0]])
        return [record]

    def _findings(self, lines: list[Line], page: EvaluationPage) -> Iterator[Finding]:
        seen: dict[tuple[tuple[str, str], ...], int] = {}
        for line in lines:
            cells = {
                name: cell
                for name, cell in line.cells.items()
                if BY_NAME[name].part is Part.FINDING
            }
            if not cells:
                continue
            same = seen.setdefault(tuple(sorted(cells.items())), line.number)
            if same != line.number:
                self.refuse(
                    line.number,
                    "finding_outcome",
                    _("This row says the same as row %(row)d. Remove one of them.") % {"row": same},
                )
            finding = Finding(evaluation=page)
            self._fill(Part.FINDING, finding, cells, {}, line.number)
            yield finding


def _reason_of_no_effect(finding: Finding) -> str:
    """Return in words why nothing can be computed from a finding; empty where something can."""
    because = public_effect_of(finding).because
    return str(NoEffect(because).label) if because else ""


def _label(form: forms.ModelForm, name: str) -> str:
    return capfirst(str(form.fields[name].label))


def _parts(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(SEPARATOR) if part.strip()]
