"""Whatever stands in a file, it is read or refused with a sentence; nothing else happens."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.imports.lines import Lines, RefusedFileError
from evidence.imports.reading import read
from tests.evidence.imports.files import FULL, as_csv, as_workbook

RIS = ["TY  - JOUR", "TY  -", "ER  - ", "ER  -", "TI  - Titel", "AU  - ", "AU  - A; B", "PY  - 2019/03",
       "UR  - ", "DO  - 10.1/x", "ZZ  - ?", "zonder merk", "  verder", "", "\r", "\t", "T1  -", "é"]  # fmt: skip
BIBTEX = ["@article{a,", "@book{", "@string{x = \"y\"}", "@comment{", "title = {T}", "title = x,",
          "author = {A and B},", "year = 2019", "}", "}", "{", "\"", ",", "\\\"{u}", "$", "%", "@", "é"]  # fmt: skip
WORKBOOK = as_workbook(FULL)


def reads_or_refuses(name: str, content: bytes) -> None:
    with suppress(RefusedFileError):
        found = read(name, content)
        assert isinstance(found, Lines)
        assert all(str(problem.text) for problem in found.problems)


@given(st.lists(st.sampled_from(RIS), max_size=14))
def test_ris(rows: list[str]) -> None:
    reads_or_refuses("a.ris", "\n".join(rows).encode())


@given(st.lists(st.sampled_from(BIBTEX), max_size=14), st.sampled_from(["\n", " ", ""]))
def test_bibtex(parts: list[str], between: str) -> None:
    reads_or_refuses("a.bib", between.join(parts).encode())


@pytest.mark.parametrize("name", ["a.csv", "a.ris", "a.bib"])
@given(content=st.binary(max_size=300))
def test_bytes(name: str, content: bytes) -> None:
    reads_or_refuses(name, content)


@given(st.text(alphabet=";,\t\n\r\"'=é \ufeff\x85a", max_size=80))
def test_csv_with_a_name_of_the_template(text: str) -> None:
    reads_or_refuses("a.csv", f"study_title;study_id\n{text}".encode())


@settings(max_examples=200)
@given(
    place=st.integers(0, len(WORKBOOK) - 1),
    instead=st.binary(min_size=1, max_size=8),
    end=st.integers(1, len(WORKBOOK)),
)
def test_damaged_workbook(place: int, instead: bytes, end: int) -> None:
    damaged = WORKBOOK[:place] + instead + WORKBOOK[place + len(instead) :]
    reads_or_refuses("a.xlsx", damaged[:end] if end % 2 else damaged)


def test_damage_is_made_to_what_can_be_read() -> None:
    assert len(read("a.xlsx", WORKBOOK).lines) == len(read("a.csv", as_csv(FULL)).lines) == 1
