"""PO catalogues: empty translations are filled and fuzzy, the rest stays, gettext agrees."""

# ruff: noqa: E501 (files in one line)
from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from mt.documents import pairs
from mt.errors import InputError

HEADER = (
    'msgid ""\nmsgstr ""\n"Language: fr\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    '"Plural-Forms: nplurals=2; plural=n>1;\\n"\n\n'
)


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ('msgid "chợ"\nmsgstr ""\n', '#, fuzzy\nmsgid "chợ"\nmsgstr "CHỢ"\n'),
        ('#: a.py:3\nmsgid "chợ"\nmsgstr ""\n', '#: a.py:3\n#, fuzzy\nmsgid "chợ"\nmsgstr "CHỢ"\n'),
        (
            '#, python-format\nmsgctxt "c"\nmsgid "có %d chợ\\n"\nmsgstr ""\n',
            '#, fuzzy, python-format\nmsgctxt "c"\nmsgid "có %d chợ\\n"\nmsgstr "CÓ %d CHỢ\\n"\n',
        ),
        ('msgid ""\n"một "\n"\\"hai\\""\nmsgstr ""\n""\n', '#, fuzzy\nmsgid ""\n"một "\n"\\"hai\\""\nmsgstr "MỘT \\"HAI\\""\n'),
        (
            'msgid "chợ"\nmsgid_plural "các chợ"\nmsgstr[0] ""\nmsgstr[1] ""\n',
            '#, fuzzy\nmsgid "chợ"\nmsgid_plural "các chợ"\nmsgstr[0] "CHỢ"\nmsgstr[1] "CÁC CHỢ"\n',
        ),
        ('msgid "chợ"\nmsgstr ""\nmsgid "hoa"\nmsgstr "fleur"\n', '#, fuzzy\nmsgid "chợ"\nmsgstr "CHỢ"\nmsgid "hoa"\nmsgstr "fleur"\n'),
        ('msgid "chợ"\r\nmsgstr ""\r\n', '#, fuzzy\nmsgid "chợ"\r\nmsgstr "CHỢ"\r\n'),
        ('#, fuzzy\nmsgid "chợ"\nmsgstr "marche"\n', None),
        ('msgid "chợ"\nmsgstr "marché"\n', None),
        ('#~ msgid "chợ"\n#~ msgstr ""\n', None),
        ("# a comment\n\n", None),
    ],
)  # fmt: skip
def test_what_becomes_of_an_entry(fill: Any, tmp_path: Path, entry: str, expected: str | None) -> None:
    filled = fill(HEADER + entry, "po")
    assert filled.language == "vi"
    assert filled.text == HEADER + (expected or entry)
    if shutil.which("msgfmt"):
        done = tmp_path / "filled.po"
        done.write_bytes(filled.data)
        subprocess.run(["msgfmt", "-c", "-o", tmp_path / "filled.mo", done], check=True, capture_output=True)


def test_another_judge_reads_it(fill: Any) -> None:
    polib = pytest.importorskip("polib")
    filled = fill(HEADER + '#. n\nmsgid "chợ"\nmsgstr ""\n', "po", flags={"chợ": ("doubtful:loop",)})
    [entry] = polib.pofile(filled.text)
    assert (entry.msgid, entry.msgstr, entry.flags) == ("chợ", "CHỢ", ["fuzzy"])
    assert (entry.comment, entry.tcomment) == ("n", "vifr: doubtful: says the same words over and over")


def test_a_row_that_fails_stays(fill: Any) -> None:
    before = HEADER + 'msgid "chợ"\nmsgstr ""\n'
    assert 'msgstr ""\n' in fill(before, "po", flags={"chợ": ("failed:x",)}).text


def test_its_charset_is_kept(fill: Any) -> None:
    before = HEADER.replace("UTF-8", "ISO-8859-1") + 'msgid "cho hoa"\nmsgstr ""\n'
    assert 'msgstr "été"'.encode("latin-1") in fill(before, "po", by=lambda _: "été").data
    with pytest.raises(InputError, match="is in ISO8859-1, which has no 'œ'; convert it to UTF-8 first"):
        fill(before, "po", by=lambda _: "cœur")
    french = before.replace("Language: fr", "Language: vi").replace("cho hoa", "été")
    with pytest.raises(
        InputError, match="is in ISO8859-1, which cannot hold Vietnamese; run: msgconv -t UTF-8"
    ):
        fill(french.encode("latin-1"), "po")


def test_what_is_not_in_its_charset_is_said(fill: Any) -> None:
    with pytest.raises(InputError, match="is not in UTF-8, as it should be: byte 5; convert it"):
        fill(b'msgi\xe9 "a"\nmsgstr ""\n', "po")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("", "is empty; was it saved whole?"),
        ("hello\n", "1: is no PO: 'hello'; correct the line"),
        ('msgid "a\nmsgstr ""\n', "1: is no PO: 'msgid \"a'; correct the line"),
        (HEADER + 'msgid "a"\n', "7: an entry without msgid or msgstr; was it saved whole?"),
        (HEADER.replace("UTF-8", "klingon"), "says it is in 'klingon', which is no encoding; correct its header"),
        (HEADER.replace("Language: fr", "Language: de") + 'msgid "a"\nmsgstr ""\n',
         "is from an unnamed language to de; vifr translates between vi and fr"),
        (HEADER + 'msgid "Good morning to all of you, my friends"\nmsgstr ""\n',
         "is from another language to fr; vifr translates between vi and fr"),
    ],
)  # fmt: skip
def test_what_is_no_catalogue_is_said(fill: Any, tmp_path: Path, data: str, message: str) -> None:
    with pytest.raises(InputError) as caught:
        fill(data, "po")
    assert str(caught.value).removeprefix(str(tmp_path / "file.po")).lstrip(": ") == message


def test_pairs_of_a_catalogue(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    path.write_text(
        HEADER + 'msgid "chợ\\n"\nmsgstr "marché\\n"\n\nmsgid "hoa"\nmsgstr ""\n', encoding="utf-8"
    )
    found = [(pair.id, pair.vi, pair.fr) for pair in pairs.read_pairs(path, "po")]
    assert found == [("line 7", "chợ", "marché"), ("line 10", "hoa", "")]
