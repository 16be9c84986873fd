"""The bundled corpora pass, and every check finds the fault that is planted for it."""

import re
import shutil
import unicodedata
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from mt.corpora import check, load
from mt.corpora.__main__ import main
from mt.corpora.duplicates import near_duplicates
from mt.corpora.location import corpora
from mt.corpora.reading import rows
from mt.corpora.writing import faults
from mt.text.numbers import unmatched

FOLDER = corpora()
TRAIN = load("captions", split="train")
TEST = load("captions", split="test")

# Vietnamese captions of the suite's own, with what the split rule says of them.
DUE_IN_TRAIN = "Thủ môn bắt bóng ở phút 78. Ảnh: TTXVN"
DUE_IN_DEV = "Một trận động đất làm rung chuyển thủ đô."


def row(
    vi: str = DUE_IN_TRAIN,
    fr: str = "Le gardien capte le ballon à la 78e minute. Photo : VNA",
    *,
    id_: str = "c9-0001",
    domain: str = "sport",
    kind: str = "caption",
) -> str:
    return "\t".join((id_, domain, kind, vi, fr))


def term(vi: str = "xe cút kít", fr: str = "brouette", note: str = "", *, category: str = "society") -> str:
    return "\t".join((category, vi, fr, note))


Check = Callable[[check.Corpus], Iterable[check.Finding]]
TRAIN_FILE, SOCIETY = "captions/train.tsv", "glossary/09-society.tsv"

APPENDED: list[tuple[str, str, Check, str]] = [
    (TRAIN_FILE, row(id_=TRAIN[0].id), check.identity, "has the id of captions/train.tsv:2"),
    (TRAIN_FILE, row(TRAIN[0].vi), check.identity, "has the vi text of captions/train.tsv:2"),
    (TRAIN_FILE, row(fr=TRAIN[0].fr), check.identity, "has the fr text of captions/train.tsv:2"),
    (TRAIN_FILE, row(domain="football"), check.closed_sets, "has the domain 'football'"),
    (TRAIN_FILE, row(kind="title"), check.closed_sets, "has the kind 'title'"),
    (TRAIN_FILE, row(DUE_IN_DEV), check.splits, "belongs in dev"),
    (TRAIN_FILE, row(fr="Le gardien à la 87e minute."), check.numbers, "vi alone has 78; fr alone has 87e"),
    (
        "captions/doubts.tsv",
        f"{TRAIN[0].id}\tnone",
        check.numbers,
        "listed as a doubt, but its numbers agree",
    ),
    ("captions/doubts.tsv", "c0-0000\tnone", check.listed_ids, "there is no such caption"),
    ("captions/edits.tsv", f"c0-0000\t{DUE_IN_DEV}", check.listed_ids, "there is no such caption"),
    ("captions/edits.tsv", f"{TRAIN[0].id}\t{DUE_IN_DEV}", check.splits, "belongs in dev"),
    ("captions/test.tsv", row(), check.sealed, "test has 660 captions, not 659"),
    (TRAIN_FILE, row(vi=""), check.writing, "vi is empty"),
    (TRAIN_FILE, row(fr=" "), check.writing, "fr is empty"),
    (TRAIN_FILE, row(unicodedata.normalize("NFD", DUE_IN_TRAIN)), check.writing, "vi is not NFC"),
    (TRAIN_FILE, row("Ðội tuyển Việt Nam"), check.writing, "vi needs the repairs look-alikes"),
    (TRAIN_FILE, row("Đội\u200b tuyển"), check.writing, "vi needs the repairs invisible"),
    (TRAIN_FILE, row("Đội\x07 tuyển"), check.writing, "vi needs the repairs control"),
    (TRAIN_FILE, row("Đội  tuyển"), check.writing, "vi has a space at an end, two in a row"),
    (TRAIN_FILE, row("Đội tuyển "), check.writing, "vi has a space at an end, two in a row"),
    (TRAIN_FILE, row(fr="L'équipe\u00a0: Photo"), check.writing, "one that is not plain"),
    (TRAIN_FILE, row(fr="L'équipe. Photo: VNA"), check.writing, "fr has no space before ; : ! or ?"),
    (TRAIN_FILE, row(fr="Vraiment?"), check.writing, "fr has no space before ; : ! or ?"),
    (TRAIN_FILE, row(fr="Le «bleu » gagne"), check.writing, "fr has no space inside « »"),
    (TRAIN_FILE, row(fr="Le « bleu» gagne"), check.writing, "fr has no space inside « »"),
    (TRAIN_FILE, row(fr="Une hausse de 3,5%"), check.writing, "fr has no space before %"),
    (TRAIN_FILE, row(fr="Les 1.200 élèves"), check.writing, "fr has thousands with a full stop"),
    (TRAIN_FILE, row(fr="Le groupe n°5"), check.writing, "fr has no space after n°"),
    (TRAIN_FILE, row(fr="L’équipe gagne"), check.writing, "fr has a curly apostrophe"),
    (TRAIN_FILE, row(fr='Le "bleu" gagne'), check.writing, "fr has quotation marks other than « »"),
    (SOCIETY, term("người dân"), check.glossary, "is already a term of glossary/09-society.tsv:2"),
    (SOCIETY, term(category="sport"), check.glossary, "has the category 'sport' of another file"),
    (SOCIETY, term(fr=""), check.glossary, "fr is empty"),
    (SOCIETY, term(note="deux  espaces"), check.glossary, "note has a space at an end, two in a row"),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "corpora"))


def append(path: Path, line: str) -> None:
    with path.open("a", encoding="utf-8", newline="\n") as file:
        file.write(line + "\n")


def test_the_bundled_corpora_pass(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    assert (
        capsys.readouterr().out
        == f"{len(TRAIN) + 697 + 659} captions, {len(load('glossary'))} terms, 0 findings\n"
    )


@pytest.mark.parametrize(("name", "line", "one", "says"), APPENDED)
def test_a_planted_fault_is_found_where_it_is(
    folder: Path, name: str, line: str, one: Check, says: str
) -> None:
    append(folder / name, line)
    found = [str(finding) for finding in one(check.open_corpus(folder))]
    assert len(found) == 1
    assert says in found[0]
    if one is not check.sealed:
        last = len((folder / name).read_text(encoding="utf-8").splitlines())
        assert found[0].startswith((f"{name}:{last} ", f"{TRAIN_FILE}:2 "))


def test_a_planted_near_duplicate_is_found_in_either_language(folder: Path) -> None:
    long = max(TEST, key=lambda pair: len(pair.vi))
    append(
        folder / TRAIN_FILE, row(f"Ảnh tư liệu: {long.vi.lower()}", "Une tout autre légende.", id_="c9-0002")
    )
    append(
        folder / TRAIN_FILE, row("Một chú thích khác hẳn.", f"Archives : {long.fr.upper()}", id_="c9-0003")
    )
    found = [(finding.id, finding.what) for finding in check.near(check.open_corpus(folder))]
    assert [id_ for id_, _ in found] == ["c9-0002", "c9-0003"]
    assert re.fullmatch(rf"is a near-duplicate \(vi, 0\.\d\d\) of {long.id} in test", found[0][1])
    assert re.fullmatch(rf"is a near-duplicate \(fr, 0\.\d\d\) of {long.id} in test", found[1][1])


def test_a_corrected_caption_keeps_its_split(folder: Path) -> None:
    append(folder / TRAIN_FILE, row(DUE_IN_DEV))
    append(folder / "captions/edits.tsv", f"c9-0001\t{DUE_IN_TRAIN}")
    assert list(check.splits(check.open_corpus(folder))) == []


def test_a_silent_change_of_the_test_set_is_found(folder: Path) -> None:
    path = folder / "captions/test.tsv"
    path.write_text(
        path.read_text(encoding="utf-8").replace("Ảnh: ", "Ảnh : ", 1), encoding="utf-8", newline="\n"
    )
    found = list(check.sealed(check.open_corpus(folder)))
    assert [(finding.where, "SHA-256" in finding.what) for finding in found] == [
        ("captions/sealed.tsv:3", True)
    ]


@pytest.mark.parametrize(
    ("name", "line", "says"),
    [
        (TRAIN_FILE, row("Hai\tcột"), "6 columns instead of 5"),
        (SOCIETY, "society\tthiếu cột", "2 columns instead of 4"),
        ("captions/doubts.tsv", "c1-0001", "1 columns instead of 2"),
    ],
)
def test_a_stray_or_missing_tab_is_found_with_its_line(folder: Path, name: str, line: str, says: str) -> None:
    append(folder / name, line)
    last = len((folder / name).read_text(encoding="utf-8").splitlines())
    found = check.open_corpus(folder).unreadable
    assert [finding.where for finding in found] == [f"{name}:{last}"]
    assert says in found[0].what


def test_a_missing_file_is_a_finding_and_no_traceback(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in folder.glob("captions/*.tsv"):
        path.unlink()
    assert main(["check", str(folder)]) == 1
    out = capsys.readouterr().out
    assert "captions/train.tsv No such file or directory" in out
    assert out.endswith(" findings\n")


def test_a_folder_without_corpora_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(tmp_path)]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_the_datasheet_counts_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["stats"]) == 0
    table = capsys.readouterr().out
    datasheet = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert table in datasheet
    assert f"{len(TRAIN) + 697 + 659:,} pairs" in datasheet
    assert f"{len(load('glossary')):,} terms" in datasheet
    assert f"{len(list(rows(FOLDER / 'captions/doubts.tsv', ('id', 'reason'))))} captions differ" in datasheet


def test_samples_are_translations_of_each_other_and_of_no_split() -> None:
    samples = FOLDER / "samples"
    vi, fr = (
        (samples / f"captions.{code}.txt").read_text(encoding="utf-8").splitlines() for code in ("vi", "fr")
    )
    assert [caption for _, caption in rows(samples / "captions.vi.tsv", ("id", "caption"))] == vi
    for one, other in zip(vi, fr, strict=True):
        assert unmatched(one, other) == ([], [])
        assert not [*faults(one, "vi"), *faults(other, "fr")]
    pairs = [pair for split in ("train", "dev", "test") for pair in load("captions", split=split)]
    assert not list(near_duplicates(vi, [pair.vi for pair in pairs]))
    assert not list(near_duplicates(fr, [pair.fr for pair in pairs]))
