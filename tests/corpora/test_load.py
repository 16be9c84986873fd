import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from mt.caption import Pair
from mt.corpora import Term, load
from mt.corpora.location import corpora
from mt.corpora.reading import CAPTION_COLUMNS, read_captions, read_glossary, rows
from mt.corpora.splits import HELD_OUT, SPLITS, split_of
from mt.errors import CorpusError, UsageError

FOLDER = corpora()


@pytest.mark.parametrize("split", SPLITS)
def test_captions_are_typed_pairs_in_the_order_of_the_file(split: str) -> None:
    pairs = load("captions", split=split)
    lines = (FOLDER / "captions" / f"{split}.tsv").read_text(encoding="utf-8").splitlines()
    assert all(isinstance(pair, Pair) for pair in pairs)
    assert ["\t".join((p.id, p.domain, p.kind, p.vi, p.fr)) for p in pairs] == lines[1:]


def test_held_out_splits_are_large_enough_to_measure_on() -> None:
    for split in HELD_OUT:
        pairs = load("captions", split=split)
        assert 600 <= len(pairs) <= 750
        domains = [pair.domain for pair in pairs]
        assert min(domains.count(domain) for domain in set(domains)) >= 20


def test_glossary_has_terms_with_notes() -> None:
    terms = load("glossary")
    assert len(terms) > 5000
    assert Term("captions", "từ trái sang", "de gauche à droite", "") in terms
    assert any(term.note for term in terms)


@pytest.mark.parametrize(
    ("name", "split", "says"),
    [
        ("captions", "", "train, dev, test"),
        ("captions", "valid", "train, dev, test"),
        ("glossary", "test", "leave the split out"),
        ("lexicon", "", "captions, glossary"),
    ],
)
def test_what_does_not_exist_is_a_usage_error_that_names_what_does(name: str, split: str, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        load(name, split=split)


def test_an_installed_package_reads_the_data_inside_it(tmp_path: Path) -> None:
    package = tmp_path / "site-packages" / "mt" / "corpora"
    shutil.copytree(FOLDER, package / "data")
    assert corpora(package) == package / "data"
    assert read_glossary(corpora(package) / "glossary") == load("glossary")


def test_missing_data_is_one_line_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="missing; install vifr again"):
        corpora(tmp_path / "mt" / "corpora")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"id\tvi\tfr\nc1\ta\tb\n", r"captions\.tsv:1: the header is"),
        (b"id\tdomain\tkind\tvi\tfr\nc1\tsport\tcaption\ta\n", r"captions\.tsv:2: 4 columns instead of 5"),
        (
            b"id\tdomain\tkind\tvi\tfr\nc1\tsport\tcaption\ta\tb\tc\n",
            r"captions\.tsv:2: 6 columns instead of 5",
        ),
        (b"id\tdomain\tkind\tvi\tfr\n\n", r"captions\.tsv:2: 1 columns"),
        ("id\tdomain\tkind\tvi\tfr\n".encode("utf-16"), "not UTF-8"),
        (b"", r"captions\.tsv:1: the header is"),
    ],
)
def test_a_damaged_file_is_named_with_its_line(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "captions.tsv"
    path.write_bytes(content)
    with pytest.raises(CorpusError, match=says):
        read_captions(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"no\.tsv: No such file"):
        list(rows(tmp_path / "no.tsv", CAPTION_COLUMNS))


@pytest.mark.parametrize(
    ("vi", "split"),
    [  # never to change: the published splits rest on it
        ("Một trận động đất làm rung chuyển thủ đô.", "dev"),
        ("Đoàn tàu số 4 rời ga Huế trong mưa lớn.", "test"),
        ("Đại biểu dự lễ khai mạc.", "train"),
    ],
)
def test_the_split_rule_stands(vi: str, split: str) -> None:
    assert split_of(vi) == split


def test_loading_imports_nothing_heavy() -> None:
    code = (
        "import sys; from mt.corpora import load; load('captions', split='test');"
        "print(*{'numpy', 'torch', 'transformers', 'ctranslate2', 'sacrebleu'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
