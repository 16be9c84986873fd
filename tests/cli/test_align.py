"""`vifr align` on pages and lists, its formats, its scores, and what it says when asked for nonsense."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from mt.align.ladder import read_ladder
from mt.cli.main import main
from mt.corpora.location import corpora

DEV = corpora() / "lists" / "dev"
PAGES = corpora() / "pages" / "dev"
VI = ("Bộ trưởng làm việc với đoàn. Ảnh: Bộ Công Thương", "Học sinh vùng cao đến trường trong sương mù.")
FR = ("Des élèves de montagne vont à l'école dans le brouillard.", "Le ministre reçoit la délégation.")


@pytest.fixture
def lists(tmp_path: Path) -> tuple[Path, Path]:
    paths = tmp_path / "a.txt", tmp_path / "b.txt"
    paths[0].write_text("\n" + "\n".join(VI) + "\n", encoding="utf-8")
    paths[1].write_text("\n".join(FR) + "\n", encoding="utf-8")
    return paths


def test_two_lists(lists: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["align", *map(str, lists)]) == 0
    out, err = capsys.readouterr()
    header, *rows = [line.split("\t") for line in out.splitlines()]
    assert header == ["vi_lines", "fr_lines", "score", "reason", "vi", "fr"]
    assert [(row[0], row[1], row[4], row[5]) for row in rows] == [
        ("2", "2", VI[0], FR[1]),
        ("3", "1", VI[1], FR[0]),
    ]
    assert all(0.5 < float(row[2]) <= 1 and "translation" in row[3] for row in rows)
    assert err.endswith("vifr: 2 Vietnamese and 2 French captions, 2 links, 0 left alone\n")


def test_the_languages_may_come_the_other_way_round(
    lists: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    main(["align", str(lists[0]), str(lists[1])])
    first = capsys.readouterr().out
    main(["align", str(lists[1]), str(lists[0])])
    assert capsys.readouterr().out == first


def test_json_lines_and_ladder(
    lists: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["align", "--format", "jsonl", *map(str, lists)]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert rows[0]["vi_lines"] == [2]
    assert rows[0]["fr"] == [FR[1]]
    assert main(["align", "--format", "ladder", *map(str, lists)]) == 0
    ladder = tmp_path / "ladder.txt"
    ladder.write_text(capsys.readouterr().out, encoding="utf-8")
    assert read_ladder(ladder) == [((0,), (1,)), ((1,), (0,))]
    assert main(["align", "--gold", str(ladder), *map(str, lists)]) == 0
    assert "1.000   1.000   1.000" in capsys.readouterr().out


def test_a_page(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["align", str(PAGES / "durian-sale.txt")]) == 0
    rows = [line.split("\t")[:2] for line in capsys.readouterr().out.splitlines()]
    gold = (PAGES / "durian-sale.pairs.tsv").read_text(encoding="utf-8").splitlines()
    assert rows == [line.split("\t") for line in gold]


def test_a_french_page_gives_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["align", str(PAGES / "viaduc.txt")]) == 0
    out, err = capsys.readouterr()
    assert out == "vi\tfr\tscore\treason\n"
    assert err == "vifr: 0 Vietnamese captions, 0 with French\n"


def test_a_page_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["align", "--format", "jsonl", str(PAGES / "ga-cu.html")]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert rows
    assert all(row["vi"]["place"].startswith("/") and 0 < row["score"] <= 1 for row in rows if row["fr"])


def test_two_pages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    figure = '<figure><img src="{}"><figcaption>{}</figcaption></figure>'
    for name, texts in (("vi", VI), ("fr", FR)):
        body = "".join(figure.format(f"{name}/{text[:3]}.jpg", text) for text in texts)
        (tmp_path / f"{name}.html").write_text(f"<html><body>{body}</body></html>", encoding="utf-8")
    assert main(["align", str(tmp_path / "fr.html"), str(tmp_path / "vi.html")]) == 0
    rows = [line.split("\t") for line in capsys.readouterr().out.splitlines()[1:]]
    assert [(row[0], row[1]) for row in rows] == [("1", "2"), ("2", "1")]


def test_a_table_over_cases(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for source in DEV.glob("04-short.*"):
        (tmp_path / source.name).write_bytes(source.read_bytes())
    assert main(["align", "--gold", str(tmp_path)]) == 0
    rows = [line.split() for line in capsys.readouterr().out.splitlines()[2:]]
    assert [row[0] for row in rows] == ["04-short", "all"]
    assert float(rows[0][3]) > 0.5


@pytest.mark.parametrize(
    ("arguments", "message", "status"),
    [
        ([], "nothing to align; name a page, or two lists or pages", 2),
        (["a", "b", "c"], "3 inputs; name one page, or two lists or pages", 2),
        (["-", "-"], "standard input can be read only once; name a file", 2),
        (["--in-order", "a.txt"], "--in-order goes with two inputs; name the second list or page", 2),
        (["none.html"], "none.html: No such file or directory", 1),
        (["a.txt", "none.txt"], "none.txt: No such file or directory; check the name", 1),
        (["a.txt", "a.txt"], "a.txt and a.txt both look Vietnamese; say --languages vi,fr or", 2),
        (["a.txt", "b.doc"], "b.doc: unknown suffix '.doc'; known are", 2),
        (["a.txt", "b.txt", "-o", "c.odt"], "c.odt: .odt files cannot be written; choose another suffix", 2),
        (["--gold", "."], ".: no case in this folder; it needs NAME.gold.txt or NAME.pairs.tsv files", 2),
    ],
)
def test_nonsense(
    arguments: list[str],
    message: str,
    status: int,
    lists: tuple[Path, Path],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(lists[0].parent)
    assert main(["align", *arguments]) == status
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"vifr: {message}")
    assert err.count("\n") == 1


def test_from_standard_input(
    lists: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with lists[0].open(encoding="utf-8") as stdin:
        monkeypatch.setattr(sys, "stdin", stdin)
        assert main(["align", "-", str(lists[1])]) == 0
    assert capsys.readouterr().out.count("\n") == 3
