"""The model card says what was measured, and a dash for what was not."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from mt.errors import InputError
from mt.train.translation.card import card, read_metrics
from mt.train.translation.recipe import Recipe, bundled
from mt.train.translation.report import Report, SourceCount

RECIPES = [Recipe.read(bundled(direction)) for direction in ("vi-fr", "fr-vi")]
SHAPE = RECIPES[0].model
CAPTIONS = SourceCount("captions", "CC0-1.0", "ours", 5, read=1010, kept=1000, dropped=Counter(doubled=10))
BACK = SourceCount(
    "back", "none stated", "press", 0.6, machine=True, read=300, kept=200, dropped=Counter(score=100)
)
REPORTS = [Report("vi-fr", (), (CAPTIONS,)), Report("fr-vi", (), (CAPTIONS, BACK))]
METRICS = {
    "scores": [
        {"set": "test", "lines": 659, "direction": "vi-fr", "bleu": 31.94, "chrf": 48.9},
        {"set": "ntrex128", "lines": 1997, "direction": "fr-vi", "bleu": 11.2, "chrf": 32.54},
    ],
    "others": {"opus-mt": [{"set": "ntrex128", "direction": "fr-vi", "bleu": 22.4, "chrf": 44.2}]},
    "training": {
        "vi-fr": {"parameters": 7_321_000, "tokens": 51_900_000, "seconds": 16_200, "device": "a core"}
    },
    "survival": [
        {
            "model": "embedded",
            "direction": "vi-fr",
            "rates": [{"kind": "number", "survived": 98, "total": 100, "interval": [0.93, 0.995]}],
        }
    ],
}


def test_the_whole_card() -> None:
    text = card(RECIPES, REPORTS, METRICS)
    for line in (
        f"| vi-fr | {SHAPE.encoder_layers} + {SHAPE.decoder_layers} | {SHAPE.width} | 1536 | 4 | 8,000 |",
        "| vi-fr | 7.3 M | 51.9 M | – | 4.5 h | a core | – |",
        "| fr-vi | – | – | – | – | – | – |",
        "| captions | ours | 1,000 | 5 | 5 | – | CC0-1.0 |",
        "| back | press | 200 | – | 0.6 | yes | none stated |",
        "| all |  | 1,200 | 5,000 | 5,120 |  |  |",
        "| of 1,310 pairs |  |",
        "| score | 100 |",
        "- none stated: back",
        "| vi-fr, test (659) | 31.9 | – | 48.9 | – |",
        "| ntrex128 (1997) | – | – | 11.2 (32.5) | 22.4 (44.2) |",
        "| vi→fr | number | 100 | 98.0 % | 93.0 to 99.5 |",
    ):
        assert line in text.splitlines(), line
    assert "{{" not in text


def test_nothing_measured_is_said() -> None:
    text = card(RECIPES, REPORTS, {})
    assert "| fr-vi | – | – | – | – | – | – |" in text


def test_errors() -> None:
    with pytest.raises(InputError, match=r"asks for \{\{weather\}\}; choose shape, data"):
        card(RECIPES, REPORTS, {}, template="{{weather}}")
    with pytest.raises(InputError, match="without 'lines'"):
        card(RECIPES, REPORTS, {"scores": [{"set": "test", "direction": "vi-fr"}]})


def test_metrics_files(tmp_path: Path) -> None:
    path = tmp_path / "metrics.json"
    path.write_text('{"scores": []}')
    assert read_metrics(path) == {"scores": []}
    path.write_text("[]")
    with pytest.raises(InputError, match="no JSON object"):
        read_metrics(path)
    with pytest.raises(InputError, match="No such file"):
        read_metrics(tmp_path / "none.json")
