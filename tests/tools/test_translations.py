"""Translations: what the check finds, and compiling without gettext."""

import gettext
import os
from io import BytesIO
from pathlib import Path

from babel.messages.pofile import read_po

from scripts.check_translations import faults_in
from scripts.compile_translations import compile_translations

HEADER = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""
COMPLETE = HEADER + 'msgid "school"\nmsgstr "schóól"\n'


def _faults(text: str) -> list[str]:
    return faults_in(read_po(BytesIO((HEADER + text).encode()), locale="nl"))


def test_complete_is_right() -> None:
    assert _faults('msgid "a school"\nmsgstr "een school"\n') == []


def test_untranslated_is_named_with_its_place() -> None:
    [fault] = _faults('#: core/views.py\nmsgid "a school"\nmsgstr ""\n')
    assert fault == "untranslated: 'a school' (core/views.py)"


def test_half_a_plural_is_untranslated() -> None:
    text = 'msgid "%(n)s case"\nmsgid_plural "%(n)s cases"\nmsgstr[0] "%(n)s casus"\nmsgstr[1] ""\n'
    assert _faults(text)[0].startswith("untranslated: '%(n)s case'")


def test_fuzzy_and_obsolete_are_faults() -> None:
    assert _faults('#, fuzzy\nmsgid "a school"\nmsgstr "een boot"\n')[0].startswith("fuzzy")
    assert _faults('#~ msgid "a boat"\n#~ msgstr "een boot"\n')[0].startswith("obsolete")


def test_a_placeholder_that_nothing_fills_is_broken() -> None:
    [fault] = _faults('#, python-format\nmsgid "%(n)s left"\nmsgstr "%(aantal)s over"\n')
    assert fault.startswith("broken: '%(n)s left'")


def test_only_what_changed_is_compiled(tmp_path: Path) -> None:
    source = tmp_path / "nl" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text(COMPLETE, encoding="utf-8")

    [compiled] = compile_translations(tmp_path)
    with compiled.open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("school") == "schóól"
    assert compile_translations(tmp_path) == []

    later = compiled.stat().st_mtime + 10
    os.utime(source, (later, later))
    assert compile_translations(tmp_path) == [compiled]
