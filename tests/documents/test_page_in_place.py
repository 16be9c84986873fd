"""HTML: captions are translated where they stand, every other byte of the page stays."""

# ruff: noqa: E501 (pages in one line)
from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mt.documents.tags import tags
from mt.errors import InputError
from mt.pages import extract, read

PAGES = sorted((Path(__file__).parents[2] / "corpora" / "pages").rglob("*.html"))
VI = "Người dân đi chợ hoa xuân ở Hà Nội"
LONG = "<p>Sáng nay, rất nhiều người dân đã đến chợ hoa ở Hà Nội để mua đào và quất về chơi Tết cùng gia đình.</p>"


def page(body: str) -> str:
    return (
        f'<!DOCTYPE html>\r\n<html lang="vi"><head><title>{VI} <b></title><style>a>b{{}}</style>'
        f"<script>var a=\"<img alt='{VI}'>\";</script></head>\r\n<body><!-- <figcaption>{VI}</figcaption> -->"
        f"<article>{LONG}{body}{LONG}</article></body></html>\r\n"
    )


def figure(caption: str, *, image: str = '<img src="a.jpg">') -> str:
    return f"<figure>{image}<figcaption>{caption}</figcaption></figure>"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (figure(VI), figure(VI.upper())),
        (figure(f"\n  {VI}.\n"), figure(f"\n  {VI.upper()}.\n")),
        (figure(f"<em class='x'>{VI}</em>"), figure(f"<em class='x'>{VI.upper()}</em>")),
        (figure(f"<p>{VI}.</p><p>Ảnh: An/TTXVN</p>"), figure(f"<p>{VI.upper()}.</p><p>ẢNH: AN/TTXVN</p>")),
        (figure(f"{VI}.<br>Ảnh: An/TTXVN"), figure(f"{VI.upper()}.<br>ẢNH: AN/TTXVN")),
        (figure(f"<a href='a.jpg'>{VI}</a> <!-- c -->"), figure(f"<a href='a.jpg'>{VI.upper()}</a> <!-- c -->")),
        (figure(VI.replace("à", "&agrave;").replace("ở", "&#7903;")), figure(VI.upper())),
        (figure(VI.replace("đi", "<b>đi</b>")), figure(VI.upper().replace("ĐI", "<b>ĐI</b>"))),
        (figure(f"{VI} / Le marché aux fleurs du printemps à Hanoï"), figure(f"{VI.upper()} / Le marché aux fleurs du printemps à Hanoï")),
        (figure("Le marché aux fleurs du printemps à Hanoï"), figure("Le marché aux fleurs du printemps à Hanoï")),
        (figure(VI, image=f'<img src=a.jpg alt="{VI}" title=\'{VI}\'>'), figure(VI.upper(), image=f'<img src=a.jpg alt="{VI.upper()}" title=\'{VI.upper()}\'>')),
        (f"<img src=a.jpg alt='{VI} 5 > 3'>", f"<img src=a.jpg alt='{VI.upper()} 5 > 3'>"),
        ('<img src=a.jpg alt="Ảnh đại diện">', '<img src=a.jpg alt="Ảnh đại diện">'),
        (f'<a href="b.jpg" data-caption="{VI} | Le marché aux fleurs du printemps"><img src=t.jpg alt=""></a>',
         f'<a href="b.jpg" data-caption="{VI.upper()} | Le marché aux fleurs du printemps"><img src=t.jpg alt=""></a>'),
        (figure(VI) * 2, figure(VI.upper()) * 2),
    ],
)  # fmt: skip
def test_captions_in_place(fill: Any, before: str, after: str) -> None:
    filled = fill(page(before), "html", language="vi")
    assert filled.text == page(after)
    assert not [row for row in filled.rows if row.problem]


def test_what_is_written_is_escaped_for_its_place(fill: Any) -> None:
    before = page(
        figure(VI, image=f'<img src=a.jpg alt="{VI}">')
        + figure("Một cái khác nữa ở đây", image=f"<img src=b.jpg alt='{VI}'>")
    )
    text = fill(before, "html", language="vi", by=lambda _: "a < b & \"c\" 'd'").text
    assert "<figcaption>a &lt; b &amp; \"c\" 'd'</figcaption>" in text
    assert "alt=\"a &lt; b &amp; &quot;c&quot; 'd'\"" in text
    assert "alt='a &lt; b &amp; \"c\" &#39;d&#39;'" in text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1258", "windows-1252"])
def test_encodings_are_kept(fill: Any, encoding: str) -> None:
    """What the encoding of the page lacks is written as a character reference."""
    text = page(figure("Le marché aux fleurs du printemps à Hanoï, au cœur de la vieille ville"))
    text = re.sub(r"[^\x00-\xff’œ]", "x", text).replace("<head>", f'<head><meta charset="{encoding}">')
    before = text.encode(encoding, errors="xmlcharrefreplace")
    filled = fill(before, "html", language="fr", by=lambda _: "chợ hoa")
    place = before.index("Le marché".encode(encoding)[-2:] if encoding == "utf-16" else b"Le march")
    assert filled.texts == ["Le marché aux fleurs du printemps à Hanoï, au cœur de la vieille ville"]
    assert filled.data[:place][:40] == before[:40] and filled.data[-40:] == before[-40:]
    assert read(filled.data).text.count("chợ hoa") + read(filled.data).text.count("ch&#7907; hoa") == 1


def test_bytes_of_no_encoding_stay(fill: Any) -> None:
    before = page(figure(VI)).encode().replace(b"<article>", b"<article>\x81\xff ")
    filled = fill(before, "html", language="vi")
    assert filled.texts == [VI] and filled.data == before.replace(
        f"<figcaption>{VI}</figcaption></figure>".encode(),
        f"<figcaption>{VI.upper()}</figcaption></figure>".encode(),
    )
    broken = page(figure("Le marché aux fleurs du printemps à Hanoï")).encode("latin-1", errors="ignore")
    filled = fill(broken.replace(b"<article>", b"<article>\x81 "), "html", language="fr")
    assert len(filled.rows) == 1 and b"<article>\x81 " in filled.data


def test_an_old_encoding_that_has_no_french_is_refused(fill: Any) -> None:
    from mt.text.legacy_tables import encode

    data = page(figure(VI)).encode("ascii", errors="ignore")
    data = data.replace(b"<figcaption>", b"<figcaption>" + encode((VI + ". ") * 8, "tcvn3"))
    with pytest.raises(InputError, match="is in TCVN3, which cannot hold French; convert it to UTF-8 first"):
        fill(data, "html", language="vi")


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_bundled_pages(fill: Any, path: Path) -> None:
    """Each caption of every page is found again; a translation that is the caption changes nothing of it."""
    data = path.read_bytes()
    for language in ("vi", "fr"):
        captions = [caption for caption in extract(read(path)) if caption.language == language]
        if not captions:
            continue
        filled = fill(data, "html", language=language, by=lambda text: text)
        assert not [row for row in filled.rows if row.problem]
        assert len(filled.rows) >= len(captions)
        assert [c.text for c in extract(read(filled.data))] == [c.text for c in extract(read(path))]
        marked = fill(data, "html", language=language, by=lambda text: f"ZQ{len(text)}ZQ")
        assert b"data-vifr" not in marked.data
        shown = read(marked.data).text
        assert shown.count("ZQ") == 2 * len(filled.rows)


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from("<>/!-\"'= abmgi&;\n"), max_size=60))
def test_tags_cover_any_text(text: str) -> None:
    end = 0
    for tag in tags(text):
        assert end <= tag.start < tag.end <= len(text) and text[tag.start] == "<"
        assert all(tag.start < a <= b <= tag.end for a, b in tag.values.values())
        end = tag.end
