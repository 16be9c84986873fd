"""Translation memories: what is written is valid and read again; what is hostile or broken is refused."""

from __future__ import annotations

import io
import itertools
import os
import shutil
import subprocess
import zipfile
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from mt.corpora import load
from mt.errors import InputError, OutputError
from mt.files import tmx
from mt.files.tmx import Unit

OMEGAT = Path("/usr/share/omegat/OmegaT.jar")
UNITS = [
    Unit(
        vi="Chợ nổi Cái Răng. Ảnh: Duy Khương/TTXVN",
        fr="Le marché flottant de Cai Rang. Photo : Duy Khuong/VNA",
        id="p-1",
        created=datetime(2026, 11, 28, 14, 16, 35, tzinfo=UTC),
        notes=("relu",),
        props=(("x-vifr-model", "embedded-vi-fr@0"), ("x-<>", '"&')),
    ),
    Unit(vi='Một "câu" < > & \t hết\r\n'),
    Unit(fr="Sans original"),
    Unit(),
]


def written(units: list[Unit], **options: str) -> bytes:
    stream = io.BytesIO()
    assert tmx.write(stream, units, **options) == len(units)
    return stream.getvalue()


def read(data: bytes | str) -> list[Unit]:
    return list(tmx.read(io.BytesIO(data.encode() if isinstance(data, str) else data), name="m.tmx"))


def memory(body: str, *, head: str = "", version: str = "1.4") -> str:
    return f'{head}<tmx version="{version}"><header srclang="vi"/><body>{body}</body></tmx>'


def test_what_is_written_is_read_again() -> None:
    assert read(written(UNITS)) == UNITS


text = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
    | st.sampled_from("\t\n\r")
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.builds(
            Unit, vi=text, fr=text, id=text, notes=st.tuples(text), props=st.tuples(st.tuples(text, text))
        )
    )
)
def test_any_text_survives(units: list[Unit]) -> None:
    assert read(written(units)) == units


def test_what_xml_cannot_hold_is_seen_to_be_lost() -> None:
    assert read(written([Unit(vi="a\x0bb\udc80c\ufffe")]))[0].vi == "a\ufffdb\ufffdc\ufffd"


def test_it_is_valid() -> None:
    """Against the rules of tmx14.dtd: which element holds which, in which order; attributes that must be."""
    root = etree.fromstring(written(UNITS))
    assert (root.tag, dict(root.attrib), [child.tag for child in root]) == (
        "tmx",
        {"version": "1.4"},
        ["header", "body"],
    )
    header, body = root
    required = {"creationtool", "creationtoolversion", "segtype", "o-tmf", "adminlang", "srclang", "datatype"}
    assert set(header.attrib) == required and header.get("segtype") in (
        "block",
        "paragraph",
        "sentence",
        "phrase",
    )
    assert len(body) == len(UNITS)
    for tu in body:
        tags = [child.tag for child in tu]
        first = tags.index("tuv")
        assert set(tags[:first]) <= {"note", "prop"} and set(tags[first:]) == {"tuv"}
        assert set(tu.attrib) <= {"tuid", "creationdate"}
        assert all(set(prop.attrib) == {"type"} for prop in tu.iter("prop"))
        for tuv in tu.iter("tuv"):
            assert set(tuv.attrib) == {"{http://www.w3.org/XML/1998/namespace}lang"}
            assert [child.tag for child in tuv] == ["seg"] and not len(tuv[0])


@pytest.mark.skipif(not OMEGAT.exists(), reason="the DTD comes with OmegaT: apt install omegat")
def test_it_is_valid_by_the_dtd() -> None:
    with zipfile.ZipFile(OMEGAT) as jar:
        dtd = etree.DTD(io.BytesIO(jar.read("schemas/tmx14.dtd")))
    assert dtd.validate(etree.fromstring(written(UNITS))), dtd.error_log


def test_translate_toolkit_reads_it(tmp_path: Path) -> None:
    module = pytest.importorskip("translate.storage.tmx")
    path = tmp_path / "memory.tmx"
    tmx.write(path, UNITS[:2])
    units = module.tmxfile.parsefile(str(path)).units
    assert [unit.source for unit in units] == [unit.vi for unit in UNITS[:2]]
    assert units[0].target == UNITS[0].fr
    assert "relu" in units[0].getnotes()


PROJECT = """<?xml version="1.0" encoding="UTF-8"?>
<omegat><project version="1.0"><source_dir>__DEFAULT__</source_dir><target_dir>__DEFAULT__</target_dir>
<tm_dir>__DEFAULT__</tm_dir><glossary_dir>__DEFAULT__</glossary_dir><dictionary_dir>__DEFAULT__</dictionary_dir>
<source_lang>vi</source_lang><target_lang>fr</target_lang><sentence_seg>false</sentence_seg></project></omegat>"""


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("omegat"), reason="apt install omegat")
def test_omegat_translates_with_it(tmp_path: Path) -> None:
    pairs = list(itertools.islice(load("captions", split="dev"), 20))
    for folder in ("source", "target", "tm/auto", "omegat", "glossary", "dictionary"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "omegat.project").write_text(PROJECT, encoding="utf-8")
    (tmp_path / "source" / "a.txt").write_text(
        "\n\n".join(pair.vi for pair in pairs) + "\n", encoding="utf-8"
    )
    tmx.write(tmp_path / "tm" / "auto" / "ours.tmx", (Unit(vi=pair.vi, fr=pair.fr) for pair in pairs))
    command = ["omegat", str(tmp_path), "--mode=console-translate"]
    subprocess.run(
        command, env={**os.environ, "HOME": str(tmp_path)}, check=True, capture_output=True, timeout=300
    )
    filled = (tmp_path / "target" / "a.txt").read_text("utf-8").strip().split("\n\n")
    assert filled == [pair.fr for pair in pairs]


def test_what_other_tools_write_is_read() -> None:
    found = read(
        memory(
            """<tu tuid="7" changedate="20261104T070809Z"><prop type="client">VNA</prop>
            <tuv xml:lang="VI-VN" creationdate="20261105T000000Z"><seg><bpt i="1">&lt;b></bpt>Hội <hi>An</hi>
            <ept i="1">&lt;/b></ept><ph>{0}<sub>x</sub></ph>&amp;</seg></tuv>
            <tuv lang="fr_FR"><note>n</note><seg>Hoi An</seg></tuv>
            <tuv xml:lang="en"><seg>Hoi An</seg></tuv></tu>
            <tu><tuv xml:lang="fr"><seg>un</seg></tuv><tuv xml:lang="fr"><seg>deux</seg></tuv></tu>
            <tu><tuv xml:lang="en"><seg>no</seg></tuv></tu>""",
            head='<?xml version="1.0"?><!DOCTYPE tmx SYSTEM "http://x.invalid/tmx14.dtd">',
        )
    )
    assert [(" ".join(unit.vi.split()), unit.fr) for unit in found] == [
        ("Hội An &", "Hoi An"),
        ("", "un"),
        ("", "deux"),
    ]
    assert found[0].created == datetime(2026, 11, 5, tzinfo=UTC)
    assert (found[0].id, found[0].notes, found[0].props) == ("7", ("n",), (("client", "VNA"),))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1258", "iso-8859-1"])
def test_encodings(encoding: str) -> None:
    declared = f'<?xml version="1.0" encoding="{encoding}"?>'
    body = '<tu><tuv xml:lang="fr"><seg>Hué, d’été</seg></tuv></tu>'.replace("’", "&#8217;")
    assert read(memory(body, head=declared).encode(encoding))[0].fr == "Hué, d’été"


BOMB = '<!DOCTYPE tmx [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
DOCTYPE = (
    "has a document type of its own, which could hold anything; "
    "remove the <!DOCTYPE …> from it, if you trust it"
)
LONG = f"<tu><tuv xml:lang='fr'><seg>{'x' * 1_000_001}</seg></tuv></tu>"
ENGLISH = '<tu><tuv xml:lang="en"><seg>a</seg></tuv><tuv xml:lang="de"><seg>a</seg></tuv></tu>'
FAULTS = {
    "empty": (b"", "m.tmx: is empty; was it saved whole?"),
    "blank": (b"\n", "m.tmx: is empty; was it saved whole?"),
    "zip": (b"PK\3\4", "m.tmx: is not XML; check the file"),
    "other": ("<html/>", "m.tmx:1: is no TMX: it begins with <html>; check the file"),
    "version": (memory("", version="2.0"), "m.tmx: is TMX 2.0; save it as TMX 1.4"),
    "cut": (memory("<tu>\n")[:56], "m.tmx:2: the XML ends in the middle; was it saved whole?"),
    "tags": (
        memory("<tu></a>"),
        "m.tmx:1: not XML: mismatched tag, at character 54 of the line; correct it there",
    ),
    "bomb": (memory("\n&b;", head=BOMB), f"m.tmx:1: {DOCTYPE}"),
    "outside": (memory("", head='<!DOCTYPE tmx SYSTEM "file:///etc/passwd">'), f"m.tmx:1: {DOCTYPE}"),
    "entity": (
        memory("&x;", head='<!DOCTYPE tmx SYSTEM "tmx14.dtd">'),
        "m.tmx:1: entity &x; is not declared; write the character itself",
    ),
    "deep": (
        memory("<tu>" * 300),
        "m.tmx:1: elements in elements, more than 200 deep; it is no file of captions",
    ),
    "comment": (
        memory("\n<!--" + "x" * (9 << 20)),
        "m.tmx:2: a tag or comment of more than 8 MB; is it XML?",
    ),
    "long": (memory(LONG), "m.tmx:1: a text of more than 1,000,000 characters; check the file"),
    "languages": (
        memory(ENGLISH),
        "m.tmx: has no unit in Vietnamese or French, only in de, en; give a memory of vi and fr",
    ),
    "encoding": (
        '<?xml version="1.0" encoding="klingon"?><tmx/>',
        "m.tmx:1: says it is in 'klingon', which is no encoding; correct its first line",
    ),
    "wide": (
        '<?xml version="1.0" encoding="big5"?><tmx/>',
        "m.tmx:1: is in BIG5, which is not read; save it as UTF-8",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_is_broken_is_said_in_one_line(fault: str) -> None:
    data, message = FAULTS[fault]
    with pytest.raises(InputError) as caught:
        read(data)
    assert str(caught.value) == message


def test_units_come_before_the_file_is_read() -> None:
    """A memory of any length is streamed: the first unit is there long before a fault at the end."""
    unit = '<tu><tuv xml:lang="fr"><seg>un</seg></tuv></tu>'
    units = tmx.read(io.BytesIO(memory(unit * 10_000 + "<").encode()))
    assert next(units) == Unit(fr="un")
    with pytest.raises(InputError):
        list(units)


def test_a_file_is_put_in_place_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "memory.tmx"
    tmx.write(path, UNITS)
    before = path.read_bytes()

    def breaking() -> object:
        yield UNITS[0]
        raise RuntimeError

    with pytest.raises(RuntimeError):
        tmx.write(path, breaking())  # type: ignore[arg-type]
    assert path.read_bytes() == before and [p.name for p in tmp_path.iterdir()] == ["memory.tmx"]
    with pytest.raises(OutputError):
        tmx.write(tmp_path / "no" / "memory.tmx", UNITS)
    with pytest.raises(InputError):
        list(tmx.read(tmp_path / "none.tmx"))


def test_dates_are_in_utc() -> None:
    moment = datetime(2026, 1, 1, 3, tzinfo=timezone(timedelta(hours=7)))
    assert tmx.date(moment) == "20251231T200000Z"
    assert tmx.parse_date("20251231T200000Z") == moment
    assert tmx.parse_date("yesterday") is None
