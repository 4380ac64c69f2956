"""Reading a PDF, whatever it is."""

import time

import pytest

from core import pdf_text
from core.pdf_text import text_of_pdf
from tests.pdfs import locked_pdf, pdf_of


def test_the_words_of_all_pages_are_read() -> None:
    assert text_of_pdf(pdf_of("Over ooievaars", "en kieviten")) == "Over ooievaars\nen kieviten"


@pytest.mark.parametrize(
    "content",
    [b"", b"no PDF", b"%PDF-1.7\n%%EOF", pdf_of("Over ooievaars")[:300], locked_pdf("Geheim")],
    ids=["empty", "something else", "nothing in it", "cut off", "locked"],
)
def test_what_cannot_be_read_has_no_text(content: bytes) -> None:
    assert text_of_pdf(content) == ""


def test_there_is_an_end_to_it() -> None:
    pages = text_of_pdf(pdf_of(*(f"bladzijde {number}" for number in range(130))))
    assert len(pages.splitlines()) == pdf_text.MOST_PAGES
    long = text_of_pdf(pdf_of("ooievaar " * 20_000))
    assert len(long) <= pdf_text.MOST_CHARACTERS
    assert text_of_pdf(bytes(pdf_text.MOST_BYTES + 1)) == ""


def test_who_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_text, "SECONDS", 0.05)
    began = time.monotonic()
    assert text_of_pdf(pdf_of(*["ooievaar " * 2_000] * 90)) == ""
    assert time.monotonic() - began < 10
