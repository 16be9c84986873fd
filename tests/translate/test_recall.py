"""A translation memory beside the translator: asked first, told afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest

from mt import Options, Translation, Translator
from mt.errors import UsageError
from mt.memory import Entry, Memory, open_memory
from mt.text.glossary import Glossary

VI, FR = "Trẻ em thả diều bên sông.", "Des enfants jouent au cerf-volant."


@pytest.fixture(params=["desk.tmx", "desk.db"])
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return tmp_path / str(request.param)


def translate(path: Path, *captions: str, direction: str = "vi-fr", **options: object) -> list[Translation]:
    with open_memory(path) as memory:
        chosen = Options(memory=memory, beam_size=1, threads=1, **options)  # type: ignore[arg-type]
        return list(Translator.load(direction, model="embedded", options=chosen).translate(captions))


def fill(path: Path, *entries: Entry) -> None:
    with open_memory(path) as memory:
        memory.add(entries)


def entries(path: Path) -> list[Entry]:
    with open_memory(path) as memory:
        return list(memory.entries())


@pytest.mark.parametrize(
    ("caption", "translation"),
    [
        (VI, FR),
        (f"{VI} Ảnh: Trí Dũng/TTXVN", f"{FR} Photo : Tri Dung/VNA"),
        (f"{VI} (Ảnh: Minh Phúc)", f"{FR} (Photo : Minh Phuc)"),
        ("Trẻ  em thả diều bên sông.", FR),
    ],
)
def test_an_approved_translation_is_taken_with_the_credit_of_the_caption(
    path: Path, caption: str, translation: str
) -> None:
    fill(path, Entry(VI, FR))
    [found] = translate(path, caption)
    assert found.text == translation
    assert found.flags[-1] == "memory:exact"
    assert (found.model, found.score, found.offer) == ("", None, None)
    assert entries(path) == [Entry(VI, FR)]


def test_a_pair_with_its_credit_on_one_side_is_taken_as_it_is(path: Path) -> None:
    fill(path, Entry(f"{VI} Ảnh: An/TTXVN", FR))
    [found] = translate(path, f"{VI} Ảnh: An/TTXVN")
    assert (found.text, found.flags) == (FR, ("memory:exact",))


def test_what_the_model_said_comes_again(path: Path) -> None:
    [first] = translate(path, f"{VI} Ảnh: An/TTXVN")
    assert first.flags == ()
    [kept] = entries(path)
    assert (kept.origin, kept.direction, kept.model, kept.vi) == ("machine", "vi-fr", first.model, VI)
    assert "Photo" not in kept.fr
    [second] = translate(path, f"{VI} Ảnh: Bình/TTXVN")
    assert second.flags == ("memory:exact=machine",)
    assert second.text == first.text.replace("An/VNA", "Binh/VNA")
    assert second.model == first.model
    assert entries(path) == [kept]


def test_near_ones_are_offered_and_never_used(path: Path) -> None:
    fill(path, Entry(VI, FR))
    plain = next(
        Translator.load("vi-fr", model="embedded", options=Options(beam_size=1)).translate(
            ["Trẻ em thả diều bên bờ sông."]
        )
    )
    [found] = translate(path, "Trẻ em thả diều bên bờ sông. Ảnh: An/TTXVN")
    assert found.offer and found.offer.text == f"{FR} Photo : An/VNA"
    assert (found.offer.source, found.offer.origin) == (VI, "approved")
    assert f"memory:fuzzy={found.offer.score}" in found.flags
    assert found.text.startswith(plain.text.rstrip(".")) and found.model == plain.model
    [strict] = translate(path, "Trẻ em thả diều bên bờ sông nhỏ.", fuzzy=99)
    assert strict.offer is None


@pytest.mark.parametrize("caption", ["", "   ", "12/11", "Ảnh: An/TTXVN", "Les enfants jouent dans la cour."])
def test_what_needs_no_translation_is_neither_asked_for_nor_kept(path: Path, caption: str) -> None:
    fill(path, Entry("12/11", "12 novembre"))
    [found] = translate(path, caption)
    assert not any(flag.startswith("memory") for flag in found.flags)
    assert len(entries(path)) == 1


def test_doubtful_translations_are_not_kept(path: Path) -> None:
    glossary = Glossary([("thả diều", "xylophone quantique", "")])
    [found] = translate(path, VI, glossary=glossary)
    doubtful = "glossary:missed=thả diều" in found.flags
    assert doubtful == ("xylophone quantique" not in found.text)
    assert entries(path) == [] if doubtful else len(entries(path)) == 1


def test_a_glossary_is_stronger_than_a_machine_and_weaker_than_a_person(path: Path) -> None:
    glossary = Glossary([("thả diều", "faire voler un cerf-volant", "")])
    translate(path, VI)
    [again] = translate(path, VI, glossary=glossary)
    assert "memory:exact=machine" not in again.flags or not glossary.missed(VI, again.text, "vi")
    fill(path, Entry(VI, "Des enfants jouent."))
    [found] = translate(path, VI, glossary=glossary)
    assert found.text == "Des enfants jouent."
    assert found.flags == ("memory:exact", "glossary:missed=thả diều")


def test_captions_without_marks_find_those_with_them(path: Path) -> None:
    fill(path, Entry("Người dân đi chợ hoa xuân ở Hà Nội.", "Le marché aux fleurs."))
    [found] = translate(path, "Nguoi dan di cho hoa xuan o Ha Noi.")
    assert found.flags[0] == "restored"
    assert found.offer or found.text == "Le marché aux fleurs."


def test_every_caption_once_and_in_order_whatever_is_known(path: Path) -> None:
    captions = [f"Chợ hoa số {n} ở Huế." if n % 3 else VI for n in range(40)]
    fill(path, Entry(VI, FR))
    found = translate(path, *captions)
    assert [one.source.text for one in found] == captions
    assert [one.text == FR for one in found] == [n % 3 == 0 for n in range(40)]


def test_what_an_earlier_run_did_can_be_told(path: Path) -> None:
    with open_memory(path) as memory:
        translator = Translator.load("vi-fr", model="embedded", options=with_memory(memory))
        done = list(translator.translate([f"{VI} Ảnh: An/TTXVN"]))
    path.unlink()
    with open_memory(path) as memory:
        translator = Translator.load("vi-fr", model="embedded", options=with_memory(memory))
        translator.remember(done)
    [kept] = entries(path)
    assert kept.vi == VI and "Photo" not in kept.fr


def with_memory(memory: Memory) -> Options:
    return Options(memory=memory, beam_size=1, threads=1)


def test_per_cent_is_checked() -> None:
    with pytest.raises(UsageError):
        Options(fuzzy=0)
