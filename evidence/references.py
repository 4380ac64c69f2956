"""The studies of a question as a reference manager reads them: RIS and BibTeX.

Both formats are a few lines of text. The libraries that are kept write what they are given: rispy lets a line break
in a title begin a field, bibtexparser escapes addresses along with words. They read these files back in the tests.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from evidence.query import EvidenceQuery
from evidence.selection import studies
from interventions.models import EvaluationPage, EvaluationSource

#: So many studies are read at a time.
BATCH = 500

#: What has a meaning of its own in LaTeX.
LATEX = str.maketrans({
    "\\": r"{\textbackslash}", "~": r"{\textasciitilde}", "^": r"{\textasciicircum}",
    **{sign: f"\\{sign}" for sign in "{}$&%#_"},
})  # fmt: skip


@dataclass(frozen=True)
class Reference:
    """What is cited, and whether it is known to be a report."""

    key: str
    title: str
    authors: Sequence[str]
    publisher: str
    year: int | None
    url: str
    doi: str = ""
    note: str = ""
    abstract: str = ""
    is_report: bool = False


def references(query: EvidenceQuery) -> Iterator[Reference]:
    """Yield the sources of each study that a question chooses.

    A study that names no source is itself the report, at its permalink.
    """
    chosen = studies(query).order_by("title", "pk").prefetch_related("sources", "authors")
    for study in chosen.iterator(chunk_size=BATCH):
        sources = list(study.sources.all())
        if not sources:
            yield _report(study)
        for number, source in enumerate(sources, start=1):
            yield _published(study, source, number)


def as_ris(found: Iterable[Reference]) -> Iterator[str]:
    """Yield a RIS record a reference."""
    for reference in found:
        fields = [
            ("TY", "RPRT" if reference.is_report else "GEN"),
            ("ID", reference.key),
            ("TI", reference.title),
            *(("AU", author) for author in reference.authors),
            ("PB", reference.publisher),
            ("PY", str(reference.year or "")),
            ("DO", reference.doi),
            ("UR", reference.url),
            ("AB", reference.abstract),
            ("N1", reference.note),
        ]
        lines = [f"{tag}  - {_one_line(value)}" for tag, value in fields if value]
        yield "\r\n".join([*lines, "ER  - ", "", ""])


def as_bibtex(found: Iterable[Reference]) -> Iterator[str]:
    """Yield a BibTeX entry a reference, in UTF-8."""
    for reference in found:
        # An address is read letter by letter: it is not escaped, and none of these has a brace in it.
        fields = {
            "title": f"{{{_latex(reference.title)}}}",
            "author": " and ".join(map(_bibtex_author, reference.authors)),
            "institution" if reference.is_report else "howpublished": _latex(reference.publisher),
            "year": str(reference.year or ""),
            "doi": _address(reference.doi),
            "url": _address(reference.url),
            "abstract": _latex(reference.abstract),
            "note": _latex(reference.note),
        }
        lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value.strip("{}")]
        kind = "techreport" if reference.is_report else "misc"
        yield f"@{kind}{{{reference.key},\n" + ",\n".join(lines) + "\n}\n\n"


def _report(study: EvaluationPage) -> Reference:
    return Reference(
        key=f"schoolmix-{study.public_id}",
        title=study.title,
        authors=_authors(study),
        publisher=settings.SITE_NAME,
        year=study.first_published_at.year if study.first_published_at else None,
        url=study.permalink,
        abstract=study.summary,
        is_report=True,
    )


def _published(study: EvaluationPage, source: EvaluationSource, number: int) -> Reference:
    return Reference(
        key=f"schoolmix-{study.public_id}-{number}",
        title=source.title,
        authors=[name for part in source.authors.split(";") if (name := part.strip())]
        or _authors(study),
        publisher=source.publisher,
        year=source.year,
        doi=source.doi,
        url=f"https://doi.org/{source.doi}" if source.doi else source.url,
        is_report=not source.doi,
        note=_("Its findings on %(site)s: %(address)s")
        % {"site": settings.SITE_NAME, "address": study.permalink},
    )


def _authors(study: EvaluationPage) -> list[str]:
    named = [author.name for author in study.authors.all()]
    return named or ([study.evaluator] if study.evaluator else [])


def _bibtex_author(name: str) -> str:
    """Return a name; one that is no surname and first name stays whole, in braces."""
    whole = _latex(name)
    return whole if name.count(",") == 1 else f"{{{whole}}}"


def _latex(text: str) -> str:
    return _one_line(text).translate(LATEX)


def _address(text: str) -> str:
    return _one_line(text).replace("{", "%7B").replace("}", "%7D")


def _one_line(text: str) -> str:
    return " ".join(text.split())
