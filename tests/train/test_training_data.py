"""Pairs out of files: filtered, counted, and nothing that is held out among them."""

from __future__ import annotations

import lzma
from pathlib import Path

import pytest

from mt.caption import Caption
from mt.corpora import load
from mt.errors import InputError
from mt.models import resolve
from mt.text import credit
from mt.text.unicode import repair
from mt.train.translation.data import TrainingPair, prepare, read_prepared, write_prepared
from mt.train.translation.filters import RULES, dropped
from mt.train.translation.normalise import normalised
from mt.train.translation.overlap import HeldOut, doubled, key
from mt.train.translation.recipe import Recipe
from mt.train.translation.report import Report
from mt.train.translation.settings import Filters
from mt.translate.engine import CTranslate2Engine
from mt.translate.prepare import prepare as prepare_caption

LIMITS = Filters()
DEV = load("captions", split="dev")


@pytest.mark.parametrize(
    ("vi", "fr", "rule"),
    [
        ("Ngư dân kéo lưới lên bờ.", "Des pêcheurs tirent leurs filets.", ""),
        ("Hà Nội", "Hanoï", ""),
        ("Cà Mau", "Ca Mau", ""),
        ("2026", "2026", "empty"),
        ("Wellington", "wellington", "copy"),
        ("a" * 501, "b" * 400, "length"),
        ("Ngư dân kéo lưới lên bờ sáng nay.", "Oui.", "ratio"),
        (
            "Có.",
            "Les pêcheurs de la commune tirent leurs filets sur la grève, de bon matin, à Ly Son.",
            "ratio",
        ),
        ("Xem https://vi.org nhé", "Voir https://fr.org", "markup"),
        ("Mở {name} trong thẻ mới", "Ouvrir {name} dans un onglet", "markup"),
        ("Còn %d tệp", "Encore %d fichiers", "markup"),
        ("Th\ufffd tướng thăm Lào", "Le Premier ministre au Laos", "broken"),
        ("1.200 x 300 (34) 5", "1 200 x 300 (34) 5 m", "letters"),
        ("Chữ 日本語 trên biển", "Des caractères 日本語 sur un panneau", "script"),
        (
            "Lễ hội đua thuyền trên sông Hương",
            "Le chef, le chef, le chef, le chef de la fête",
            "loop",
        ),
        ("Có 12 người bị thương.", "Quinze personnes, dont 15 blessés.", "numbers"),
        ("Giá tăng 2,4 tỷ đồng.", "Une hausse de 2,4 milliards de dongs.", ""),
        (
            "Les pêcheurs tirent leurs filets sur la grève",
            "Des pêcheurs tirent leurs filets sur la plage",
            "language",
        ),
    ],
)
def test_every_rule_by_an_example(vi: str, fr: str, rule: str) -> None:
    assert dropped(vi, fr, LIMITS, machine=True) == rule


def test_rules_for_machine_translations_leave_people_alone() -> None:
    pair = "Có 12 người bị thương.", "Quinze personnes, dont 15 blessés."
    assert dropped(*pair, LIMITS) == ""


def test_the_rules_have_names_of_their_own_and_reasons() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)
    assert all(rule.reason for rule in RULES)


def test_the_rules_keep_the_bundled_captions() -> None:
    kept = [not dropped(normalised(p.vi, "vi"), normalised(p.fr, "fr"), LIMITS) for p in DEV]
    assert sum(kept) >= 0.995 * len(kept)


@pytest.mark.parametrize("direction", ["vi-fr", "fr-vi"])
def test_training_text_is_what_the_translator_gives_the_model(direction: str) -> None:
    model = resolve("embedded", direction)
    engine = CTranslate2Engine(model)
    language = direction[:2]
    seen = 0
    for pair in DEV[:200]:
        ready = prepare_caption(Caption(pair.side(language)), model, engine)
        if "restored" in ready.flags or not ready.segments:
            continue
        found = credit.find(repair(pair.side(language))[0], language)
        caption = found.caption if found else pair.side(language)
        assert " ".join(segment.text for segment in ready.segments) == normalised(caption, language)
        seen += 1
    assert seen > 190


def test_damage_is_undone_on_both_ways() -> None:
    damaged = "Ðặng  Hữu Nghi\u0303a\u200b thăm khu “Hoà Lạc”…"
    assert normalised(damaged, "vi") == 'Đặng Hữu Nghĩa thăm khu "Hòa Lạc"...'
    assert normalised("L’« exposition » – 12\u202f%", "fr") == 'L\'"exposition" - 12 %'


def test_what_is_held_out_is_known_again() -> None:
    held_out = HeldOut.of({"vi": ["Ngư dân kéo lưới lên bờ.", "Đi!"], "fr": ["Un pêcheur à Ly Son.", "Va !"]})
    for vi, fr, known in (
        ("NGƯ DÂN kéo lưới, lên bờ", "Autre chose que cela", True),
        ("ngu dan keo luoi len bo", "Autre chose", True),
        ("Một câu khác hẳn", "Un pecheur, a Ly-Son", True),
        ("Đi", "Va", True),
        ("Đi", "Partez", False),
        ("Một câu khác hẳn", "Autre chose", False),
    ):
        assert held_out.has(key(vi), key(fr)) is known, (vi, fr)


def test_captions_like_held_out_ones_and_like_each_other() -> None:
    held_out = HeldOut.of({"vi": [DEV[0].vi], "fr": [DEV[0].fr]})
    again = DEV[0].vi.replace("5", "6") + " Ảnh: Trí Dũng"
    pairs = [
        (DEV[1].vi, DEV[1].fr),
        (again, "Autre chose"),
        (DEV[2].vi, DEV[2].fr),
        (DEV[1].vi + ".", DEV[1].fr),
    ]
    assert held_out.near(pairs, threshold=0.5) == {1}
    assert doubled(pairs, threshold=0.9) == {3}


RECIPE = """
name = "small"
direction = "vi-fr"
held_out = ["testsets/*"]
[vocabulary]
tags = ["<d>"]
[training]
steps = 1
[[sources]]
files = ["a.tsv"]
weight = 5
licence = "ours"
captions = true
[[sources]]
files = ["b*.tsv.xz"]
weight = 0.5
tag = "<d>"
licence = "theirs"
once = "vi"
[[sources]]
files = ["scored.tsv"]
weight = 0.25
licence = "ours"
machine = true
"""
FISHERMEN = "Ngư dân xã Gành Yến kéo lưới lên bờ.\tDes pêcheurs de Ganh Yen tirent leurs filets."


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "small.toml").write_text(RECIPE, encoding="utf-8")
    near = f"{DEV[0].vi} (Ảnh tư liệu)\tUn autre texte, {'jamais vu ' * 8}ailleurs"
    copy = f"{DEV[1].vi.upper()}\t{DEV[1].fr}"
    lines = [
        FISHERMEN,
        copy,
        near,
        FISHERMEN.replace(".", " !"),
        "một cột",
        "Ba lan quan\tUn deux trois\tquatre",
    ]
    (tmp_path / "a.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    for name, fr in (("b1", "la pluie fine"), ("b2", "le crachin")):
        with lzma.open(tmp_path / f"{name}.tsv.xz", "wt", encoding="utf-8") as file:
            file.write(f"mưa phùn\t{fr}\n")
    (tmp_path / "scored.tsv").write_text(
        "score\tfr\tvi\n-0.2\tDouze blessés à Huê.\t12 người bị thương ở Huế.\n"
        "-0.3\tIls sont 13 à Huê, blessés.\t12 người bị thương ở Huế.\n",
        encoding="utf-8",
    )
    (tmp_path / "testsets").mkdir()
    (tmp_path / "testsets" / "set.vi").write_text("Trời mưa to ở Huế.\n", encoding="utf-8")
    return tmp_path


def test_a_small_recipe_from_end_to_end(root: Path) -> None:
    said: list[str] = []
    prepared = prepare(Recipe.read(root / "small.toml"), root, say=said.append)
    assert [(pair.weight, pair.tag, pair.source) for pair in prepared.pairs] == [
        (5.0, "", "a"),
        (0.5, "<d>", prepared.pairs[1].source),
        (0.25, "", "scored"),
    ]
    assert prepared.pairs[1].fr in ("la pluie fine", "le crachin")
    assert prepared.pairs[2].vi == "12 người bị thương ở Huế."
    counts = {source.name: dict(source.dropped) for source in prepared.report.sources}
    assert counts["a"] == {"held out": 1, "near held out": 1, "doubled": 1, "columns": 2}
    assert sum(map(sum, ([*counts["b1"].values()], [*counts["b2"].values()]))) == 1
    assert counts["scored"] == {"numbers": 1}
    assert any(line.startswith("reading a") for line in said)
    for source in prepared.report.sources:  # nothing is lost without a reason
        assert source.read == source.kept + source.dropped.total()


def test_files_written_and_read(root: Path) -> None:
    prepared = prepare(Recipe.read(root / "small.toml"), root, say=lambda _: None)
    write_prepared(prepared, root / "pairs.tsv.xz")
    assert tuple(read_prepared(root / "pairs.tsv.xz")) == prepared.pairs
    prepared.report.write(root / "pairs.json")
    assert Report.read(root / "pairs.json") == prepared.report
    table = prepared.report.table()
    assert table.splitlines()[1].split()[:4] == ["a", "6", "1", "5"]
    assert table.splitlines()[-2].split()[:3] == ["all", "10", "3"]


def test_preparing_twice_gives_the_same(root: Path) -> None:
    recipe = Recipe.read(root / "small.toml")
    one, other = (prepare(recipe, root, say=lambda _: None) for _ in range(2))
    assert one == other


def test_missing_test_sets_stop_it(root: Path) -> None:
    recipe = Recipe.read(root / "small.toml")
    (root / "testsets" / "set.vi").unlink()
    with pytest.raises(InputError, match=r"held-out files testsets/\* are missing.*--without-held-out"):
        prepare(recipe, root, say=lambda _: None)
    said: list[str] = []
    prepared = prepare(recipe, root, say=said.append, without_held_out=True)
    assert any("nothing keeps them out" in line for line in said)
    assert len(prepared.pairs) == 3  # the dev and test captions stay out all the same


@pytest.mark.parametrize(
    ("columns", "said"),
    [('["fr", "vi"]', ""), ('["vietnamese", "fr"]', "no column 'vietnamese'"), ('["3", "2"]', "")],
)
def test_columns_by_name_and_number(root: Path, columns: str, said: str) -> None:
    path = root / "small.toml"
    path.write_text(RECIPE + f"columns = {columns}\n", encoding="utf-8")
    if said:
        with pytest.raises(InputError, match=said):
            prepare(Recipe.read(path), root, say=lambda _: None)
    else:
        assert prepare(Recipe.read(path), root, say=lambda _: None).pairs


def test_damaged_files(root: Path) -> None:
    recipe = Recipe.read(root / "small.toml")
    (root / "b1.tsv.xz").write_bytes(b"\xfd7zXZ\x00cut")
    with pytest.raises(InputError, match=r"b1\.tsv\.xz: cannot be read"):
        prepare(recipe, root, say=lambda _: None)
    (root / "pairs.tsv.xz").write_bytes(lzma.compress(b"vi\tfr\n"))
    with pytest.raises(InputError, match="not a file of prepared pairs"):
        read_prepared(root / "pairs.tsv.xz")


def test_credits_come_off_where_both_sides_have_one(root: Path) -> None:
    text = "Lễ hội ở Huế. Ảnh: Lâm Khánh/TTXVN\tLa fête à Huê. Photo : Lam Khanh/VNA\n"
    (root / "a.tsv").write_text(text, encoding="utf-8")
    path = root / "small.toml"
    path.write_text(RECIPE + '[filters]\ncredits = "off"\n', encoding="utf-8")
    pairs = prepare(Recipe.read(path), root, say=lambda _: None).pairs
    assert pairs[0] == TrainingPair(5.0, "", "Lễ hội ở Huế.", "La fête à Huê.", "a")
