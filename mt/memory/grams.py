"""Candidates for fuzzy matches: entries that share rare words and pairs of words with a caption.

Two captions that differ in a fifth of their characters still share most of their pairs of neighbouring
words. So these are kept in a full-text index of SQLite, and only the entries that share most of them are
compared letter by letter. Pairs that very many entries have tell nothing and cost much: of each, no more than
`COMMON` entries are looked at.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from itertools import pairwise
from zlib import crc32

from mt.text.unicode import fold

COMMON = 400
_CANDIDATES = 80

SCHEMA = """CREATE VIRTUAL TABLE IF NOT EXISTS grams
USING fts5(tokens, content='', detail='none', columnsize=0, tokenize='ascii')"""


def index(database: sqlite3.Connection, number: int, texts: dict[str, str]) -> None:
    """Make an entry known by its texts, which are given by their languages."""
    tokens = " ".join(token for language, text in texts.items() for token in _tokens(text, language))
    database.execute("INSERT INTO grams(rowid, tokens) VALUES (?, ?)", (number, tokens))


def candidates(database: sqlite3.Connection, text: str, language: str) -> list[int]:
    """The entries that share most with a text, best first; some may be gone meanwhile."""
    shared: Counter[int] = Counter()
    for token in _tokens(text, language):
        found = database.execute(
            "SELECT rowid FROM grams WHERE grams MATCH ? ORDER BY rowid DESC LIMIT ?", (token, COMMON)
        ).fetchall()
        # A rare pair tells more than a common one; the newest of those that say the same come first.
        weight = 4 if len(found) < COMMON // 10 else 2 if len(found) < COMMON else 1
        for (number,) in found:
            shared[number] += weight
    return [number for number, _ in shared.most_common(_CANDIDATES)]


def _tokens(text: str, language: str) -> list[str]:
    """Words and pairs of neighbours, without marks and capitals, each as a short token of its language."""
    words = fold(text).split()
    grams = [*words, *(f"{one} {other}" for one, other in pairwise(words))]
    return list(dict.fromkeys(f"{language}{crc32(gram.encode()):x}" for gram in grams))
