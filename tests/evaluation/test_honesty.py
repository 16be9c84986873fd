"""What is said of a reference set before it is scored: planted faults are found, the rest is left alone."""

from __future__ import annotations

import random

import pytest

from mt.caption import Pair
from mt.corpora import load
from mt.evaluation.honesty import Doubt, displaced, inspect, inspect_bundled, inspect_output
from mt.text.unicode import strip_diacritics

SOURCES = (
    "Công nhân thu hoạch lúa ở huyện Cờ Đỏ sáng 12/3. Ảnh: Minh Phúc/TTXVN",
    "Thủ tướng tiếp đoàn doanh nghiệp Nhật Bản tại Hà Nội chiều nay.",
    "Học sinh vùng cao đến trường trong sương mù dày đặc.",
    "Ảnh: TTXVN",
)
REFERENCES = (
    "Des ouvriers récoltent le riz dans le district de Co Do, le matin du 12 mars. Photo : Minh Phuc/VNA",
    "Le Premier ministre reçoit une délégation d'entreprises japonaises à Hanoï cet après-midi.",
    "Des élèves de la montagne vont à l'école dans un épais brouillard.",
    "Photo : VNA",
)


def kinds(doubts: list[Doubt]) -> list[str]:
    return [doubt.kind for doubt in doubts]


def test_what_is_well_is_left_alone() -> None:
    assert inspect(REFERENCES, SOURCES, direction="vi-fr") == []
    assert inspect(SOURCES, REFERENCES, direction="fr-vi") == []
    assert inspect(REFERENCES) == []


@pytest.mark.parametrize("split", ["test", "dev"])
def test_bundled_splits_raise_no_doubt(split: str) -> None:
    assert inspect_bundled(split, load("captions", split=split), ["vi-fr", "fr-vi"]) == []


PLANTED = (
    ("copied", 2, SOURCES[2]),
    (
        "language",
        1,
        "The Prime Minister received a delegation of Japanese companies in Hanoi this afternoon.",
    ),
    ("language", 1, "Thủ tướng Chính phủ đã tiếp các doanh nghiệp Nhật Bản vào buổi chiều."),
    ("unaccented", 2, "Des eleves de la montagne vont a l'ecole dans un brouillard epais."),
    ("unaccented", 1, "Le Premier ministre recoit une delegation d'entreprises japonaises a Hanoi."),
    ("fragment", 2, "Des élèves đến trường trong sương mù de la montagne vont à l'école, dit le maître."),
    ("credit", 0, REFERENCES[0].replace("VNA", "TTXVN")),
    ("credit", 0, REFERENCES[0].replace("Photo : ", "Ảnh: ")),
    ("credit", 2, REFERENCES[2] + " Photo documentaire"),
    ("credit", 2, REFERENCES[2] + " Photo fournie par le personnage"),
)


@pytest.mark.parametrize(("kind", "row", "reference"), PLANTED)
def test_a_machine_made_reference_is_found(kind: str, row: int, reference: str) -> None:
    references = [*REFERENCES[:row], reference, *REFERENCES[row + 1 :]]
    (doubt,) = inspect(references, SOURCES, direction="vi-fr")
    assert (doubt.kind, doubt.rows) == (kind, (row,))
    assert f"(line {row + 1})" in str(doubt)


VIETNAMESE = (
    ("unaccented", 2, "Hoc sinh vung cao den truong trong suong mu day dac."),
    ("credit", 0, SOURCES[0].replace("Ảnh:", "Photo:")),
    ("credit", 0, SOURCES[0].replace("TTXVN", "VNA")),
    ("credit", 2, SOURCES[2] + " Tín dụng ảnh: AFP"),
    ("fragment", 2, "Học sinh vùng cao vont à l'école dans sương mù dày đặc của buổi sớm mai trên núi."),
)


@pytest.mark.parametrize(("kind", "row", "reference"), VIETNAMESE)
def test_a_machine_made_vietnamese_reference_is_found(kind: str, row: int, reference: str) -> None:
    references = [*SOURCES[:row], reference, *SOURCES[row + 1 :]]
    (doubt,) = inspect(references, REFERENCES)
    assert (doubt.kind, doubt.rows) == (kind, (row,))


def test_stripped_french_references_are_counted() -> None:
    references = [pair.fr for pair in load("captions", split="dev")[:200]]
    stripped = [strip_diacritics(text) for text in references]
    found = [doubt for doubt in inspect(stripped) if doubt.kind == "unaccented"]
    assert len(found[0].rows) > 140  # the others have no word that needs an accent


def test_doubled_captions_are_told_apart_from_second_references() -> None:
    other = "Le matin, des élèves marchent vers l'école dans la brume."
    first, second = inspect((*REFERENCES, REFERENCES[1], other), (*SOURCES, SOURCES[1], SOURCES[2]))
    assert (first.kind, first.rows, second.rows) == ("duplicate", (4,), (5,))
    assert first.what == "1 of 6 captions there before"
    assert second.what == "1 of 6 captions with a source that has another reference before"


def test_captions_of_the_training_set_are_found_with_another_number_and_name() -> None:
    seen = [Pair("1", f"{SOURCES[0]} 2024", REFERENCES[0]), Pair("2", "Một người bán hoa.", "Une fleuriste.")]
    (doubt,) = inspect(REFERENCES, SOURCES, trained_on=seen)
    assert (doubt.kind, doubt.rows) == ("overlap", (0,))
    assert inspect(REFERENCES, SOURCES, trained_on=seen[1:]) == []


@pytest.mark.parametrize("seed", range(5))
def test_a_lost_line_is_found_where_it_is(seed: int) -> None:
    pairs = load("captions", split="dev")
    row = random.Random(seed).randrange(50, len(pairs) - 50)
    sources = [pair.vi for pair in pairs]
    references = [pair.fr for k, pair in enumerate(pairs) if k != row]
    for others, system in ((sources, ""), ([pair.fr for pair in pairs], "mine.fr")):
        (doubt,) = displaced(others, references, system=system)
        said = int(doubt.what.rpartition("line ")[2].split()[0])
        assert abs(said - row) <= 15 and "1 line above" in doubt.what
    # The same with a line put in at the end, so that both files are as long.
    assert kinds(inspect([*references, references[-1]], sources)) == ["lines"]


def test_a_file_with_many_lines_too_many_is_found() -> None:
    pairs = load("captions", split="test")
    references = [pair.fr for pair in pairs]
    references[300:300] = ["Publicité"] * 45
    (doubt,) = displaced([pair.vi for pair in pairs], references)
    assert "45 lines below their sources, from about line 30" in doubt.what


def test_the_order_of_captions_that_belong_together_says_nothing() -> None:
    pairs = load("captions", split="test")
    random.Random(1).shuffle(pairs)
    assert displaced([pair.vi for pair in pairs], [pair.fr for pair in pairs]) == []
    assert displaced(["Hà Nội 2024"] * 3, ["Hanoï 2024"] * 3) == []


def test_references_that_are_the_output_of_a_system_are_found() -> None:
    references = [pair.fr for pair in load("captions", split="test")[:100]]
    hypotheses = [text if k % 3 == 0 else "Autre chose." for k, text in enumerate(references)]
    assert kinds(inspect_output(references, hypotheses, "mine.fr")) == ["same"]
    assert inspect_output(references, ["Autre chose."] * 100, "mine.fr") == []


def test_tables_are_known_by_their_tabs_and_their_ids_are_compared() -> None:
    sources = [f"n{k}\t{text}" for k, text in enumerate(SOURCES)]
    references = [f"n{k}\t{text}" for k, text in enumerate(REFERENCES)]
    assert kinds(inspect(references, sources)) == ["table", "table"]
    references[1], references[2] = references[2], references[1]
    found = inspect(references, sources)
    assert kinds(found) == ["table", "table", "ids"]
    assert found[-1].what == "2 of 4 lines have two ids, first n2 of n1" and found[-1].rows == (1, 2)


def test_blank_lines_of_one_side_are_counted() -> None:
    (doubt,) = inspect((*REFERENCES, ""), (*SOURCES, "Một người bán hoa."))
    assert str(doubt) == "1 of 5 references are blank (line 5)"
    assert inspect((*REFERENCES, ""), (*SOURCES, "")) == []
    assert inspect((), ()) == []


def test_long_lists_are_cut_and_ids_named() -> None:
    doubt = Doubt("credit", "7 captions", tuple(range(7)))
    assert str(doubt) == "7 captions (lines 1, 2, 3, 4, 5 and 2 more)"
    assert str(Doubt("credit", "1 caption", (6,), ("c5-0346",))) == "1 caption (c5-0346)"
    assert doubt.to_json()["lines"] == [1, 2, 3, 4, 5, 6, 7]
