"""From a file to lines in the columns of the template, whatever kind of file it is."""

from collections.abc import Sequence
from pathlib import PurePath

from django.utils.translation import gettext_lazy as _

from evidence.imports.columns import BY_NAME, COLUMNS, FOLLOWING
from evidence.imports.lines import Line, Lines, Problem, RefusedFileError
from evidence.imports.references import read_bibtex, read_ris
from evidence.imports.sheets import decoded, read_sheet
from evidence.imports.wwc import from_wwc, is_wwc

REFERENCES = {".ris": read_ris, ".bib": read_bibtex}
EXTENSIONS = (".csv", ".xlsx", *REFERENCES)


def read(file_name: str, content: bytes) -> Lines:
    """Return the lines of a file, with what is wrong with single cells.

    Parameters
    ----------
    file_name : its extension tells lists of references; sheets are told by what is in them

    Raises
    ------
    RefusedFileError : nothing can be done with it; the message says what to do
    """
    if read_references := REFERENCES.get(PurePath(file_name).suffix.lower()):
        return read_references(decoded(content))
    names, lines, problems = read_sheet(content)
    if is_wwc(names):
        return from_wwc(names, lines, problems)
    return _of_template(names, lines, problems)


def _of_template(names: Sequence[str], lines: list[Line], problems: list[Problem]) -> Lines:
    known = [name for name in names if name in BY_NAME]
    if not known:
        raise RefusedFileError(
            _(
                "None of these columns is one of the template. Download it, and use its column names."
            )
        )
    missing = [
        Problem(
            1,
            column.name,
            _("This column is missing. Add it, with something in it for each study."),
        )
        for column in COLUMNS
        if column.is_required and column.name not in names and _is_asked(column.name, known)
    ]
    unknown = [
        Problem(1, name, _("This column is not one of the template. Remove it, or mend its name."))
        for name in names
        if name and name not in BY_NAME and name not in FOLLOWING
    ]
    return Lines(
        lines=[
            Line(line.number, {name: line.cells[name] for name in known if name in line.cells})
            for line in lines
        ],
        problems=[*missing, *unknown, *problems],
        unused=[name for name in names if name in FOLLOWING],
    )


def _is_asked(name: str, known: Sequence[str]) -> bool:
    """Whether a column that is required may not be left out: a file may have no findings at all."""
    return not name.startswith("finding_") or any(each.startswith("finding_") for each in known)
