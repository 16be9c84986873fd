"""Which column holds the captions."""

from __future__ import annotations

import pytest

from mt.errors import UsageError
from mt.files.columns import choose, refuse_collision, unique


@pytest.mark.parametrize(
    ("columns", "wanted", "language", "chosen"),
    [
        (["id", "vi", "fr"], "", "fr", "fr"),
        (["id", "caption", "vi"], "", "vi", "vi"),
        (["id", "vi"], "", "", "vi"),
        (["id", "source", "text"], "", "vi", "text"),
        (["source"], "", "fr", "source"),
        (["id", "Caption "], "", "", "Caption "),
        (["id", "vi", "legend"], "legend", "vi", "legend"),
        (["Text", "text"], "text", "", "text"),
        (["Chú thích", "vi"], "chú thích", "", "Chú thích"),
    ],
)
def test_choose(columns: list[str], wanted: str, language: str, chosen: str) -> None:
    assert columns[choose(columns, wanted=wanted, language=language, where="t.csv")] == chosen


@pytest.mark.parametrize(
    ("columns", "wanted", "message"),
    [
        (["id", "titre"], "", "no column called caption, text, source; choose with --column from: id, titre"),
        (["id", "titre"], "legend", "no column 'legend'; choose with --column from: id, titre"),
        (["caption", "caption"], "", "2 columns are called 'caption'; rename one of them"),
        (["vi", "fr"], "", "columns vi and fr; say which to translate: --from vi or --from fr"),
        ([" "], "", "no column called caption, text, source; the first line must name the columns"),
        (
            ["a\x1b[2J\x00"],
            "",
            "no column called caption, text, source; choose with --column from: a\ufffd[2J\ufffd",
        ),
        (["x" * 100] * 20, "y", "no column 'y'; choose with --column from: " + ("x" * 39 + "…, ") * 11),
    ],
)
def test_what_cannot_be_chosen(columns: list[str], wanted: str, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        choose(columns, wanted=wanted, language="", where="t.csv")
    assert str(caught.value).startswith(f"t.csv: {message}")


def test_nothing_is_overwritten() -> None:
    refuse_collision(["id", "vi"], ("translation", "flags"), where="t.csv")
    with pytest.raises(UsageError, match=r"t\.csv: has a column 'flags' already; name .* --into"):
        refuse_collision(["id", "flags"], ("translation", "flags"), where="t.csv")


def test_unique() -> None:
    assert unique(["id", "", "id", "id"]) == ["id", "column_2", "id_2", "id_3"]
