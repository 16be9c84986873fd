"""compare-mt (Neubig et al. 2019), an independent judge, gives the same numbers on the same files."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys

import pytest

from mt.evaluation import Output, ReferenceSet, evaluate
from mt.evaluation.details import add_details
from mt.evaluation.lines import write_lines

missing = [name for name in ("compare_mt", "six") if not importlib.util.find_spec(name)]
pytestmark = pytest.mark.skipif(bool(missing), reason=f"not installed: {', '.join(missing)}")


def test_scores_and_wins_are_those_of_compare_mt(tmp_path, references, spoil) -> None:
    texts = tuple(text.replace("\u2028", " ") for text in references)
    systems = {"one": spoil(texts, 1), "two": spoil(texts, 2)}
    write_lines(tmp_path / "ref", texts)
    for name, lines in systems.items():
        write_lines(tmp_path / name, lines)
    outputs = [Output(name, lines) for name, lines in systems.items()]
    reference_set = ReferenceSet("captions", texts)
    evaluation = add_details(evaluate(reference_set, outputs), reference_set, outputs)
    run = "import sys; from compare_mt.compare_mt_main import main; sys.argv[0] = 'compare-mt'; main()"
    command = [sys.executable, "-c", run, "ref", "one", "two", "--fig_size", "1x1"]
    command += ["--compare_scores", "score_type=sacrebleu,bootstrap=0"]
    command += ["--compare_word_accuracies", "", "--compare_sentence_buckets", "", "--compare_ngrams", ""]
    command += ["--compare_sentence_examples", ""]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8")
    found = re.search(r"^SacreBleuScorer\s+([\d.]+)\s+([\d.]+)", done.stdout, re.MULTILINE)
    assert found, done.stderr
    ours = [system.score("BLEU").value for system in evaluation.systems]
    assert [f"{value:.4f}" for value in ours] == [found[1], found[2]]
