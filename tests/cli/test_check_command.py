import json
import subprocess
import sys
from pathlib import Path

import pytest

GOOD = "Chợ nổi buổi sớm\tLe marché flottant au petit matin"
BAD = "Hội chợ ngày 14/11 ở Huế\tLa foire du 15 novembre à Hué"


def check(*arguments: object, text: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mt", "check", *map(str, arguments)]
    return subprocess.run(command, input=text, capture_output=True, text=True, check=False)


def test_a_line_for_each_finding() -> None:
    done = check("-", text=f"vi\tfr\n{GOOD}\n{BAD}\n")
    assert done.stdout == "3\tdate\terror\t14/11\t15 novembre\tdate differs\n"
    assert done.stderr == "vifr: 2 pairs, 1 with findings\n"
    assert done.returncode == 1


def test_nothing_found() -> None:
    done = check("-", text=f"vi\tfr\n{GOOD}\n")
    assert (done.stdout, done.returncode) == ("", 0)


def test_findings_as_json_with_the_ids_of_the_file(tmp_path: Path) -> None:
    vi, fr = BAD.split("\t")
    pairs = tmp_path / "pairs.jsonl"
    pairs.write_text(json.dumps({"id": "p7", "fr": fr, "vi": vi}) + "\n", encoding="utf-8")
    [row] = map(json.loads, check(pairs, "--format", "jsonl").stdout.splitlines())
    assert row == {
        "id": "p7",
        "kind": "date",
        "severity": "error",
        "vi": {"text": "14/11", "start": 13},
        "fr": {"text": "15 novembre", "start": 12},
        "message": "date differs",
    }


def test_the_worst_first_and_only_some_kinds(tmp_path: Path) -> None:
    pairs = tmp_path / "pairs.csv"
    pairs.write_text(f"id,vi,fr\na,Chợ: sớm,Marché: matin\nb,{BAD.replace(chr(9), ',')}\n", encoding="utf-8")
    assert [line.split("\t")[:2] for line in check(pairs).stdout.splitlines()] == [
        ["b", "date"],
        ["a", "typography"],
    ]
    assert check(pairs, "--only", "typography").stdout.startswith("a\t")
    assert "no kind 'colour'" in check(pairs, "--only", "colour").stderr


def test_two_texts_line_by_line(tmp_path: Path) -> None:
    vi, fr = tmp_path / "captions.vi", tmp_path / "captions.fr"
    for path, place in ((vi, 0), (fr, 1)):
        path.write_text("".join(f"{pair.split(chr(9))[place]}\n" for pair in (GOOD, BAD)), encoding="utf-8")
    assert check(vi, fr).stdout.startswith("2\tdate\t")
    fr.write_text("Le marché\n", encoding="utf-8")
    done = check(vi, fr)
    assert "ends before line 2" in done.stderr and done.returncode == 1


def test_a_glossary_of_ones_own(tmp_path: Path) -> None:
    terms = tmp_path / "terms.tsv"
    terms.write_text("vi\tfr\nhội chợ\tsalon\n", encoding="utf-8")
    done = check("-", "--glossary", terms, "--only", "glossary", text=f"vi\tfr\n{BAD}\n")
    assert done.stdout == "2\tglossary\twarning\tHội chợ\t\tthe glossary says salon\n"


@pytest.mark.parametrize(
    ("text", "said", "status"),
    [
        ("vi\nChợ nổi\n", "no column or key called fr", 2),
        ("a\tb\nChợ nổi\tMarché\n", "no column", 2),
        (f"vi\tfr\nChợ nổi\n{GOOD}\n", "standard input:2: 1 cell where the header has 2", 1),
    ],
)
def test_bad_input_is_said_in_a_line(text: str, said: str, status: int) -> None:
    done = check("-", text=text)
    assert said in done.stderr and "Traceback" not in done.stderr
    assert done.returncode == status
