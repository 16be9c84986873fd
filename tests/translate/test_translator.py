"""The translator: every caption comes out once, in order, and says what happened to it."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pytest

from mt import Caption, Options, Translation, Translator, VifrError
from mt.corpora import load
from mt.models import resolve
from mt.text import house_style
from mt.text.unicode import strip_diacritics
from mt.translate.engine import CTranslate2Engine, Decoding, Hypothesis

SOME = [pair.vi for pair in load("captions", split="dev")[:60]]


@pytest.fixture(scope="module")
def translator() -> Translator:
    return Translator.load("vi-fr", model="embedded")


class Counting:
    """The real engine, counting the sources it is given."""

    def __init__(self) -> None:
        self._engine = CTranslate2Engine(resolve("embedded", "vi-fr"))
        self.sources = 0

    def encode(self, text: str) -> list[str]:
        return self._engine.encode(text)

    def unknown(self, pieces: Iterable[str]) -> str:
        return self._engine.unknown(pieces)

    def translate(
        self,
        sources: Sequence[Sequence[str]],
        decoding: Decoding,
        *,
        progress: Callable[[int], object] | None = None,
    ) -> list[list[Hypothesis]]:
        if decoding.repetition_penalty == 1:
            self.sources += len(sources)
        return self._engine.translate(sources, decoding, progress=progress)


class Scripted(Counting):
    """Says what a script says: the first answer at first, the second to a second attempt."""

    def __init__(self, first: str, second: str) -> None:
        super().__init__()
        self._answers = [first, second]

    def translate(
        self,
        sources: Sequence[Sequence[str]],
        decoding: Decoding,
        *,
        progress: Callable[[int], object] | None = None,
    ) -> list[list[Hypothesis]]:
        answer = self._answers[decoding.nbest > 1]
        return [[Hypothesis(answer, -1.0, tuple(answer.split()), True)] for _ in sources]


def scripted(first: str, second: str) -> Translation:
    translator = Translator(resolve("embedded", "vi-fr"), Scripted(first, second), Options())
    return next(translator.translate(["12 công nhân kiểm tra dây chuyền sản xuất tại nhà máy ở Bắc Ninh."]))


def test_one_for_each_in_order(translator: Translator) -> None:
    captions = [Caption(text, id=str(n)) for n, text in enumerate([*SOME[:20], "", "12/5", *SOME[:3]])]
    translations = list(translator.translate(captions))
    assert [t.source for t in translations] == captions
    assert all(t.direction == "vi-fr" and t.model.startswith("embedded-vi-fr@") for t in translations)
    assert all(t.text for t in translations if t.source.text)
    assert translations[20].text == "" and translations[20].flags == ("passed-through:empty",)


def test_the_result_does_not_depend_on_the_neighbours(translator: Translator) -> None:
    def outcome(texts: list[str], options: Options) -> dict[str, tuple[str, float | None]]:
        fresh = Translator.load("vi-fr", model="embedded", options=options)
        return {t.source.text: (t.text, t.score) for t in fresh.translate(texts)}

    together = outcome(SOME, Options())
    assert outcome(SOME[::-1], Options(batch_tokens=64, threads=1)) == together
    for text in SOME[:10]:
        assert outcome([text], Options()) == {text: together[text]}


def test_ten_thousand_identical_captions_are_translated_once() -> None:
    engine = Counting()
    translator = Translator(resolve("embedded", "vi-fr"), engine, Options(beam_size=1))
    texts = {t.text for t in translator.translate(["Công nhân thu hoạch lúa."] * 10_000)}
    assert len(texts) == 1
    assert engine.sources == 1


def test_reads_no_further_ahead_than_a_window(translator: Translator) -> None:
    read = itertools.count()
    endless = (f"Ảnh số {next(read)}" for _ in itertools.repeat(None))
    first = list(itertools.islice(translator.translate(endless), 3))
    assert len(first) == 3
    assert next(read) < 100


def test_a_caption_of_20_000_characters_is_split_and_nothing_is_cut() -> None:
    engine = Counting()
    model = resolve("embedded", "vi-fr")
    text = " ".join(itertools.islice(itertools.cycle(SOME), 400))[:20_000]
    [translation] = Translator(model, engine, Options(beam_size=1)).translate([text])
    [split] = [flag for flag in translation.flags if flag.startswith("split:")]
    parts = int(split.partition(":")[2])
    assert parts >= len(engine.encode(text)) / model.max_source_pieces
    assert len(translation.text) > 5_000


def test_a_word_longer_than_the_model_reads_is_translated_in_parts(translator: Translator) -> None:
    [translation] = translator.translate(["đ" * 2_000])
    assert any(flag.startswith("split:") for flag in translation.flags)


FLAGGED = [
    ("   ", "", "passed-through:empty"),
    ("12/5/2026 - 3,5%", "12/5/2026 - 3,5%", "passed-through:no-words"),
    (
        "Le ministre de l'Industrie reçoit une délégation à Hanoï.",
        "Le ministre de l'Industrie reçoit une délégation à Hanoï.",
        "passed-through:already-fr",
    ),
    ("漢字漢字", "漢字漢字", "passed-through:unreadable"),
]


@pytest.mark.parametrize(("text", "out", "flag"), FLAGGED)
def test_what_is_not_translated_is_given_back(translator: Translator, text: str, out: str, flag: str) -> None:
    [translation] = translator.translate([text])
    assert (translation.text, translation.flags, translation.score) == (out, (flag,), None)


def test_damage_is_repaired_and_said(translator: Translator) -> None:
    damaged, whole = translator.translate(["Ðặng Hữu Nghĩa phát biểu.\x00", "Đặng Hữu Nghĩa phát biểu."])
    assert damaged.text == whole.text
    assert damaged.flags == ("repaired:control", "repaired:look-alikes")


def test_a_credit_goes_around_the_model(translator: Translator) -> None:
    plain, credited = translator.translate(
        ["Công nhân thu hoạch lúa.", "Công nhân thu hoạch lúa. (Ảnh: Đỗ Quang Lâm/TTXVN)"]
    )
    assert credited.text == plain.text + " (Photo : Do Quang Lam/VNA)"
    [alone] = translator.translate(["Ảnh: Trí Dũng/TTXVN"])
    assert (alone.text, alone.flags, alone.score) == ("Photo : Tri Dung/VNA", (), None)


@pytest.mark.parametrize(
    ("credit", "french", "flags"),
    [
        ("Ảnh: Bệnh viện Bình Dân", "Photo : hôpital Binh Dan", ()),
        ("Ảnh: Bộ Công Thương", "Photo : ministère de l'Industrie et du Commerce", ()),
        ("Ảnh: Tổ hợp tác Hạt Mè", "Photo : To hop tac Hat Me", ("credit:kept",)),
    ],
)
def test_institutions_in_credits(
    translator: Translator, credit: str, french: str, flags: tuple[str, ...]
) -> None:
    plain, credited = translator.translate(["Công nhân thu hoạch lúa.", f"Công nhân thu hoạch lúa. {credit}"])
    assert (credited.text, credited.flags) == (f"{plain.text} {french}", flags)


def test_a_house_writes_credits_its_own_way(tmp_path: Path) -> None:
    own = tmp_path / "house.toml"
    own.write_text('colon = "nbsp"\n[agencies]\nTTXVN = "AVI"\n', encoding="utf-8")
    options = Options(style=house_style.load(own))
    [alone] = Translator.load("vi-fr", model="embedded", options=options).translate(["Ảnh: Trí Dũng/TTXVN"])
    assert alone.text == "Photo\u00a0: Tri Dung/AVI"


@pytest.mark.parametrize(
    ("direction", "whole"),
    [
        ("vi-fr", "Bộ trưởng làm việc với đoàn công tác của tỉnh. Ảnh: Trí Dũng/TTXVN"),
        ("fr-vi", "Le président a été reçu à l'hôtel de ville par des élèves. Photo : AFP"),
    ],
)
def test_lost_diacritics_are_brought_back_first(direction: str, whole: str) -> None:
    translator = Translator.load(direction, model="embedded", options=Options(beam_size=1))
    stripped, fine = translator.translate([strip_diacritics(whole), whole])
    assert stripped.text == fine.text
    assert stripped.flags == ("restored", *fine.flags)


def test_unknown_characters_are_named(translator: Translator) -> None:
    [translation] = translator.translate(["Công nhân 漢 thu hoạch lúa ở Bắc Ninh."])
    assert "unknown:漢" in translation.flags
    [capitals] = translator.translate(["ỦY BAN NHÂN DÂN TỈNH"])
    assert not any(flag.startswith("unknown") for flag in capitals.flags)


def test_n_best(translator: Translator) -> None:
    options = Options(beam_size=4, nbest=3)
    for t in Translator.load("vi-fr", model="embedded", options=options).translate(SOME[:5]):
        assert len(t.alternatives) == 2
        assert t.score is not None
        assert [t.score, *(a.score for a in t.alternatives)] == sorted(
            [t.score, *(a.score for a in t.alternatives)], reverse=True
        )


def test_a_loop_is_tried_again() -> None:
    good = "12 ouvriers vérifient la chaîne de production d'une usine à Bac Ninh."
    looping = "12 ouvriers " + "de la province " * 8
    assert scripted(looping, good).flags == ("retried:loop",)
    assert scripted(looping, good).text == good
    still = scripted(looping, looping + "de la province")
    assert still.flags == ("doubtful:loop",)
    assert still.text == looping.strip()


def test_a_lost_number_is_tried_again() -> None:
    good = "12 ouvriers vérifient la chaîne de production d'une usine à Bac Ninh."
    assert scripted(good.replace("12", "Des"), good).flags == ("retried:numbers",)
    assert scripted(good.replace("12", "Des"), good.replace("12", "Les")).flags == ("doubtful:numbers",)


def test_a_lost_name_is_tried_again() -> None:
    good = "12 ouvriers vérifient la chaîne de production d'une usine à Bac Ninh."
    lost = good.replace(" à Bac Ninh", "")
    assert scripted(lost, good).flags == ("retried:names",)
    assert scripted(lost, lost).flags == ("doubtful:names",)


def test_a_misspelt_name_and_a_wrong_number_are_put_right_at_once() -> None:
    good = "12 ouvriers vérifient la chaîne de production d'une usine à Bac Ninh."
    translation = scripted(good.replace("12", "21").replace("Bac", "Boc"), "")
    assert (translation.text, translation.flags) == (good, ())


@pytest.mark.parametrize(
    "options",
    [{"beam_size": 0}, {"nbest": 0}, {"beam_size": 2, "nbest": 3}, {"batch_tokens": 0}, {"threads": -1}],
)
def test_options_that_make_no_sense_are_refused(options: dict[str, int]) -> None:
    with pytest.raises(VifrError):
        Options(**options)


def test_an_unknown_direction_is_refused() -> None:
    with pytest.raises(VifrError, match="choose vi-fr or fr-vi"):
        Translator.load("vi-en")
