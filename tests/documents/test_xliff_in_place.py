"""XLIFF from a translation tool: empty targets are filled, tags kept, every other byte as it was."""

# ruff: noqa: E501 (files in one line)
from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from mt.documents import pairs, registry
from mt.documents.source import Source
from mt.errors import InputError, UsageError

NS12, NS20 = "urn:oasis:names:tc:xliff:document:1.2", "urn:oasis:names:tc:xliff:document:2.0"


def v12(
    body: str, *, head: str = "", languages: str = 'source-language="vi-VN" target-language="fr-FR"'
) -> str:
    return (
        f'{head}<xliff version="1.2" xmlns="{NS12}" xmlns:o="urn:other">\r\n<file original="a.docx" {languages} '
        f'datatype="x"><header/><body>\r\n{body}\r\n</body></file>\r\n<!-- end --></xliff>\r\n'
    )


def v20(body: str, *, languages: str = 'srcLang="vi" trgLang="fr"') -> str:
    return (
        f'<?xml version="1.0"?>\n<xliff xmlns="{NS20}" version="2.0" {languages}>\n <file id="f">\n{body}\n'
        " </file>\n</xliff>\n"
    )


def test_an_empty_target_is_filled_and_nothing_else_changes(fill: Any) -> None:
    before = v12(
        '  <trans-unit id="1" o:x=\'1\'>\r\n    <source xml:lang="vi">chợ &amp; hoa</source>\r\n    <note>n</note>'
        "\r\n  </trans-unit>"
    )
    filled = fill(before, "xliff")
    assert filled.texts == ["chợ & hoa"] and filled.language == "vi"
    target = '\r\n    <target state="needs-review-translation" state-qualifier="mt-suggestion">CHỢ &amp; HOA</target>'
    assert filled.text == before.replace("</source>", "</source>" + target)


@pytest.mark.parametrize(
    ("unit", "text"),
    [
        ("<source>a b</source><target/>", "A B"),
        ("<source>a b</source><target></target>", "A B"),
        ('<source>a b</source><target o:k="&lt;" state="new"> </target>', "A B"),
        ('<source>a b</source><target state="needs-translation">a  b</target>', "A B"),
        ("<source>a b</source><target><x id='1'/></target>", "A B"),
        ("<source><g id='1'>a b</g></source>", '<g id="1">A B</g>'),
        ("<source>a <x id='1'/> b</source>", None),
        ("<source><bpt id='1'>{b}</bpt>a<ept id='1'>{/b}</ept></source>", None),
        ('<source><mrk mtype="x-term">a</mrk> <mrk mtype="protected">VNA</mrk></source>', None),
        ("<source><![CDATA[a < b]]></source>", "A &lt; B"),
    ],
)
def test_what_an_empty_target_is(fill: Any, unit: str, text: str | None) -> None:
    filled = fill(v12(f'<trans-unit id="1">{unit}</trans-unit>'), "xliff")
    assert len(filled.rows) == 1
    root = etree.fromstring(filled.data)
    [target] = root.iter(f"{{{NS12}}}target")
    assert target.get("state") == "needs-review-translation"
    [source] = root.iter(f"{{{NS12}}}source")
    assert [child.tag for child in target.iter()][1:] == [child.tag for child in source.iter()][1:]
    if text:
        assert text.replace('"', "'") in filled.text.replace('"', "'")


@pytest.mark.parametrize(
    ("source", "text", "target"),
    [
        ("chào {name}, có {0} ảnh", "chào , có ảnh", "CHÀO {name}, CÓ {0} ẢNH"),
        ("{{ n }} và ${n}, {n", "và , {n", "{{ n }} VÀ ${n}, {N"),
        ("có %d, %1$s và %(n)s", "có , và", "CÓ %d, %1$s VÀ %(n)s"),
        ("tăng 20% số, 5 % dân, 3 %d", "tăng 20% số, 5 % dân, 3 %d", "TĂNG 20% SỐ, 5 % DÂN, 3 %D"),
        ("&lt;b c='&amp;amp;'&gt;chợ&lt;/b&gt; hoa", "chợ hoa", "&lt;b c='&amp;amp;'&gt;CHỢ&lt;/b&gt; HOA"),
        ("a &lt; b &gt; c&lt;br/&gt;", "a < b > c", "A &lt; B &gt; C&lt;br/&gt;"),
        ("<g id='1'>{a&amp;b} chợ</g>", "chợ", "<g id='1'>{a&amp;b} CHỢ</g>"),
    ],
)  # fmt: skip
def test_placeholders_and_escaped_markup_are_no_words(fill: Any, source: str, text: str, target: str) -> None:
    for before in (
        v12(f'<trans-unit id="1"><source>{source}</source></trans-unit>'),
        v20(f'<unit id="1"><segment><source>{source}</source></segment></unit>'),
    ):
        filled = fill(before, "xliff")
        assert filled.texts == [text]
        assert f">{target}</target>" in filled.text


@pytest.mark.parametrize(
    "unit",
    [
        "<source>a</source><target>b</target>",
        '<source>a</source><target state="translated">a</target>',
        "<source>a</source><target>a</target>",
        "<source> </source>",
        "<source><x id='1'/></source>",
        "<source>{name}</source>",
        '<source>a</source></trans-unit><trans-unit id="2" translate="no"><source>a</source><target>b</target>',
    ],
)
def test_what_is_left_alone(fill: Any, unit: str) -> None:
    before = v12(f'<trans-unit id="1" translate="no">{unit}</trans-unit>')
    assert fill(before, "xliff").text == before


def test_translate_is_inherited_and_bin_units_are_no_text(fill: Any) -> None:
    before = v12(
        '<group translate="no"><trans-unit id="1"><source>a</source></trans-unit>'
        '<trans-unit id="2" translate="yes"><source>b</source><target>x</target></trans-unit></group>'
        "<bin-unit id='3' mime-type='x'><bin-source/><trans-unit id='4'><source>c</source></trans-unit></bin-unit>"
    )
    assert fill(before, "xliff").text == before


def test_alternatives_are_not_the_target(fill: Any) -> None:
    before = v12(
        '<trans-unit id="1"><source>a</source><alt-trans><source>q</source><target>r</target></alt-trans></trans-unit>'
    )
    filled = fill(before, "xliff")
    assert filled.texts == ["a"] and filled.text.count("<target") == 2


def test_segments_of_a_unit(fill: Any) -> None:
    """`seg-source` with its marks, as SDL, memoQ and Phrase write it: whole targets, and marks left empty."""
    seg = (
        '<seg-source><g id="9"><mrk mtype="seg" mid="1">một.</mrk> <mrk mtype="seg" mid="2">hai.</mrk></g>'
        "</seg-source>"
    )
    filled = fill(v12(f'<trans-unit id="1"><source>một. hai.</source>{seg}</trans-unit>'), "xliff")
    assert filled.texts == ["một.", "hai."]
    assert (
        '<g id="9"><mrk mtype="seg" mid="1">MỘT.</mrk> <mrk mtype="seg" mid="2">HAI.</mrk></g></target>'
        in filled.text
    )
    target = '<target><mrk mtype="seg" mid="1">Un.</mrk> <mrk mtype="seg" mid="2"/></target>'
    before = v12(f'<trans-unit id="1"><source>một. hai.</source>{seg}{target}</trans-unit>')
    filled = fill(before, "xliff", flags={"hai.": ("doubtful:loop",)})
    assert filled.texts == ["hai."]
    assert filled.text == before.replace(
        ' mid="2"/></target>',
        ' mid="2">HAI.</mrk></target><note from="vifr">doubtful: says the same words over and over</note>',
    )


def test_what_a_translation_says_becomes_a_note(fill: Any) -> None:
    flags = {"a": ("doubtful:numbers", "repaired:nfc")}
    filled = fill(v12('<trans-unit id="1"><source>a</source></trans-unit>'), "xliff", flags=flags)
    said = "doubtful: does not have the same numbers as the source"
    assert f'</target><note from="vifr">{said}</note></trans-unit>' in filled.text
    unit = '<unit id="1"><segment><source>a</source></segment></unit>'
    assert (
        f'<unit id="1"><notes><note category="vifr" appliesTo="target">{said}</note></notes>'
        '<segment state="translated" subState="vifr:machine"><source>a</source><target>A</target></segment>'
        in fill(v20(unit), "xliff", flags=flags).text
    )
    unit = '<unit id="1"><notes><note>n</note></notes><segment><source>a</source></segment></unit>'
    assert (
        f'<notes><note>n</note><note category="vifr" appliesTo="target">{said}</note></notes><segment'
        in fill(v20(unit), "xliff", flags=flags).text
    )


def test_a_row_that_fails_stays_as_it_was(fill: Any) -> None:
    flags = {"a": ("failed:x",)}
    for before in (
        v12('<trans-unit id="1"><source>a</source><target state="new"/></trans-unit>'),
        v20('<unit id="1"><segment state="initial"><source>a</source><target/></segment></unit>'),
    ):
        without_note = fill(before, "xliff", flags=flags).text
        assert 'state="needs' not in without_note and "vifr:machine" not in without_note


def test_xliff_2(fill: Any) -> None:
    unit = (
        '  <unit id="1">\n   <originalData><data id="d">x</data></originalData>\n   <segment id="s">\n'
        '    <source><pc id="1" dataRefStart="d">một</pc> <ph id="2"/> hai</source>\n   </segment>\n'
        '   <ignorable><source> </source></ignorable>\n   <segment state="initial"><source>ba</source>'
        "<target>ba</target></segment>\n"
        '   <segment state="final"><source>bốn</source><target>quatre</target></segment>\n  </unit>\n'
        '  <unit id="2" translate="no"><segment><source>năm</source></segment></unit>'
    )
    before = v20(unit, languages='srcLang="vi"')
    filled = fill(before, "xliff", by=lambda text: text)
    assert filled.texts == ["một hai", "ba"]
    assert filled.text == (
        before.replace('srcLang="vi"', 'srcLang="vi" trgLang="fr"')
        .replace('<segment id="s">', '<segment id="s" state="translated" subState="vifr:machine">')
        .replace(
            " hai</source>",
            ' hai</source>\n    <target><pc id="1" dataRefStart="d">một</pc> <ph id="2"/> hai</target>',
        )
        .replace('<segment state="initial">', '<segment state="translated" subState="vifr:machine">')
    )


def test_prefixes_and_encodings_are_kept(fill: Any) -> None:
    text = (
        '<?xml version="1.0" encoding="{}"?><x:xliff version="1.2" xmlns:x="urn:oasis:names:tc:xliff:document:1.2">'
        '<x:file original="é" source-language="fr" target-language="vi" datatype="x"><x:body><x:trans-unit id="1">'
        "<x:source>été</x:source></x:trans-unit></x:body></x:file></x:xliff>"
    )
    for encoding in ("utf-8", "utf-16", "iso-8859-1"):
        before = text.format(encoding).encode(encoding)
        filled = fill(before, "xliff", by=lambda _: "mùa hạ ạ")
        assert filled.language == "fr"
        root = etree.fromstring(filled.data)
        assert root.find(".//{*}target").text == "mùa hạ ạ"
        start = before.index("</x:source>".encode(encoding.replace("utf-16", "utf-16-le")))
        assert filled.data.startswith(before[:start]) and filled.data.endswith(before[start + 40 :])


def test_files_of_other_languages_are_left_and_said(fill: Any) -> None:
    before = (
        f'<xliff version="1.2" xmlns="{NS12}">'
        '<file original="a" source-language="vi" datatype="x"><body><trans-unit id="1"><source>một</source></trans-unit>'
        '</body></file><file original="b" source-language="en" target-language="de" datatype="x"><body>'
        '<trans-unit id="1"><source>two</source></trans-unit></body></file></xliff>'
    )
    filled = fill(before, "xliff")
    assert filled.texts == ["một"] and filled.remarks == ["b in it is from en to de: left"]
    assert 'source-language="vi" datatype="x" target-language="fr">' in filled.text


@pytest.mark.parametrize(
    ("data", "language", "error", "message"),
    [
        (v12("", languages='source-language="en" target-language="de"'), "", InputError,
         "is from en to de; vifr translates between vi and fr"),
        (v12("", languages='source-language="vi" target-language="vi"'), "", InputError,
         "is from vi to vi; vifr translates between vi and fr"),
        (v12(""), "fr", UsageError, "says that it is translated from vi; leave --from and --to out"),
        (v12("").replace("1.2", "1.1", 1), "", InputError, "is XLIFF 1.1; save it as XLIFF 1.2 or 2.0 or 2.1"),
        ("<xliff/>", "", InputError, "is XLIFF of no version; save it as XLIFF 1.2 or 2.0 or 2.1"),
        ("<html/>", "", InputError, "is no XLIFF, or has no <file>; check the file"),
        ("", "", InputError, "is empty; was it saved whole?"),
        (v12("<trans-unit id='1'><source>a")[:-70], "", InputError, ":2: the XML ends in the middle; was it saved whole?"),
        (v12("<trans-unit id='1'/>"), "", InputError, ":3: <trans-unit> without <source>; correct it"),
        (v12("&nbsp;"), "", InputError,
         ":3: not XML: undefined entity, at character 1 of the line; correct it there"),
        ('<!DOCTYPE x [<!ENTITY a "b">]><xliff/>', "", InputError, ":1: has a document type of its own, "
         "which could hold anything; remove the <!DOCTYPE …> from it, if you trust it"),
    ],
)  # fmt: skip
def test_what_cannot_be_translated_is_said_in_one_line(
    fill: Any, tmp_path: Path, data: str, language: str, error: type[Exception], message: str
) -> None:
    with pytest.raises(error) as caught:
        fill(data, "xliff", language=language)
    said = str(caught.value).removeprefix(str(tmp_path / "file.xliff")).removeprefix(": ")
    assert said == message


def test_translate_toolkit_reads_what_was_filled(fill: Any) -> None:
    xliff = pytest.importorskip("translate.storage.xliff")
    filled = fill(v12('<trans-unit id="1"><source>chợ</source></trans-unit>'), "xliff")
    [unit] = xliff.xlifffile.parsestring(filled.data).units
    assert (unit.source, unit.target) == ("chợ", "CHỢ")


def test_pairs_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "a.xlf"
    path.write_text(
        v12(
            '<trans-unit id="1"><source>a<ph id="1">{x}</ph> <g id="2">b</g></source><target>c</target></trans-unit>'
            '<trans-unit id="2"><source>d</source></trans-unit>'
        ),
        encoding="utf-8",
    )
    assert [(p.id, p.vi, p.fr) for p in pairs.read_pairs(path, "xliff")] == [
        ("1", "a b", "c"),
        ("2", "d", ""),
    ]
    path.write_text(
        v20('<unit id="u"><segment id="s"><source>a</source><target>b</target></segment><segment>'
            "<source>c</source></segment></unit>", languages='srcLang="fr" trgLang="vi"'),
        encoding="utf-8",
    )  # fmt: skip
    assert [(p.id, p.vi, p.fr) for p in pairs.read_pairs(path, "xliff")] == [
        ("u/s", "b", "a"),
        ("u/2", "", "c"),
    ]


def test_a_long_file_is_streamed(tmp_path: Path) -> None:
    """The first rows come before the rest of the file is looked at."""
    unit = '<trans-unit id="1"><source>chợ hoa</source></trans-unit>'
    path = tmp_path / "a.xlf"
    path.write_text(v12(unit * 6_000 + "<"), encoding="utf-8")
    with contextlib.closing(Source(path)) as source:
        found = registry.load("xliff").pieces(source, "vi", print)
        assert next(found).rows[0].text == "chợ hoa"
        with pytest.raises(InputError):
            list(found)
