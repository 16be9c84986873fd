"""Files that somebody cut, bent or poisoned: translated, or refused in one line; never anything else."""

# ruff: noqa: E501 (files in one line)
from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mt.errors import VifrError

GOOD = {
    "xliff": '<xliff version="1.2"><file source-language="vi" target-language="fr" original="é"><body><trans-unit id="1">'
    "<source>chợ <g id='1'>hoa</g><x id='2'/></source></trans-unit></body></file></xliff>",
    "tmx": '<tmx version="1.4"><header srclang="vi"/><body><tu><tuv xml:lang="vi"><seg>chợ <ph>x</ph></seg></tuv></tu></body></tmx>',
    "po": 'msgid ""\nmsgstr "Language: fr\\n"\n\n#, c-format\nmsgid "chợ %d"\nmsgstr ""\n',
    "newsml": '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/"><contentMeta><description xml:lang="vi">chợ<br/>hoa'
    "</description></contentMeta></newsItem>",
    "ninjs": '[{"uri": "u", "language": "vi", "descriptions": [{"value": "chợ"}], "associations": [{"uri": "v"}]}]',
    "html": "<html><figure><img src=a.jpg alt='Người dân đi chợ hoa'><figcaption>Người dân <b>đi chợ</b> hoa xuân.<br>"
    "Ảnh: An</figcaption></figure></html>",
}  # fmt: skip


@pytest.mark.parametrize("format", GOOD)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_damage(fill: Any, format: str, data: st.DataObject) -> None:
    good = GOOD[format].encode()
    start = data.draw(st.integers(0, len(good)))
    end = data.draw(st.integers(start, min(len(good), start + 20)))
    new = data.draw(
        st.binary(max_size=4) | st.sampled_from([b"<", b">", b"\0", b"&", b'"', b"</source>", b"\n"])
    )
    try:
        fill(good[:start] + new + good[end:], format, language="vi")
    except VifrError as error:
        assert "\n" not in str(error)


@pytest.mark.parametrize("format", GOOD)
def test_cut_at_every_place(fill: Any, format: str) -> None:
    good = GOOD[format].encode()
    for end in range(0, len(good), 7):
        try:
            fill(good[:end], format, language="vi")
        except VifrError as error:
            assert "\n" not in str(error)


@pytest.mark.parametrize("format", ["xliff", "tmx", "newsml"])
def test_nothing_is_expanded_or_fetched(fill: Any, format: str) -> None:
    for subset in (
        '[<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]',
        '[<!ENTITY x SYSTEM "file:///etc/passwd">]',
        'SYSTEM "http://127.0.0.1:9/x.dtd"',
        '[<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p;]',
    ):
        with pytest.raises(VifrError, match="document type"):
            fill(f"<!DOCTYPE x {subset}>{GOOD[format]}", format, language="vi")
