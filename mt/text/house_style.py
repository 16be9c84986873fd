"""How a house writes credits: spacing, names, labels, agencies; read from a file in TOML."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any

from mt.text.photographers import is_syllable
from mt.text.unicode import strip_diacritics

_COLONS = {"plain": " : ", "nbsp": "\u00a0: ", "nnbsp": "\u202f: ", "none": ": "}
_NAMES = ("plain", "french")
_TABLES = ("labels", "agencies", "holders")
# The letters with marks that French has; Vietnamese has some of them too.
_FRENCH_LETTERS = frozenset("àâäçéèêëîïôöùûüÿÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸ")
_WORDS = re.compile(r"(\W+)")
_CIRCUMFLEX = "\u0302"


@dataclass(frozen=True)
class HouseStyle:
    """A house's ways.

    Attributes:
        colon: the colon of French with the spaces around it.
        names: `plain` or `french`: which marks of Vietnamese names French keeps.
        photographers: names with their marks, known beside those that come with the package.
        labels: by what a label says, its words per language.
        agencies: Vietnamese to French.
        holders: who is described, not named; Vietnamese to French.
    """

    colon: str
    names: str
    photographers: tuple[str, ...]
    labels: Mapping[str, Mapping[str, str]]
    agencies: Mapping[str, str]
    holders: Mapping[str, str]

    def name(self, vietnamese: str) -> str:
        """A Vietnamese name as French writes it: `Nguyễn Huệ` is `Nguyen Hue`, or `Nguyên Huê`."""
        return "".join(map(self._word, _WORDS.split(unicodedata.normalize("NFC", vietnamese))))

    def _word(self, word: str) -> str:
        letters = {letter for letter in word if not letter.isascii()}
        if letters <= _FRENCH_LETTERS and not is_syllable(word):
            return word  # Libération
        return strip_diacritics(word) if self.names == "plain" else "".join(map(_french_letter, word))

    def agency(self, name: str, *, to_french: bool) -> str | None:
        """What an agency is called in the other language; None where it is not called otherwise."""
        return (self._to_french if to_french else self._to_vietnamese).get(name.lower())

    def described(self, holder: str, *, to_french: bool) -> str | None:
        return (self._described_in_french if to_french else self._described_in_vietnamese).get(holder.lower())

    @cached_property
    def _to_french(self) -> dict[str, str]:
        return {vi.lower(): fr for vi, fr in self.agencies.items()}

    @cached_property
    def _to_vietnamese(self) -> dict[str, str]:
        return {fr.lower(): vi for vi, fr in reversed([*self.agencies.items()])}

    @cached_property
    def _described_in_french(self) -> dict[str, str]:
        bare = {strip_diacritics(vi).lower(): fr for vi, fr in self.holders.items()}
        return bare | {vi.lower(): fr for vi, fr in self.holders.items()}

    @cached_property
    def _described_in_vietnamese(self) -> dict[str, str]:
        return {fr.lower(): vi for vi, fr in reversed([*self.holders.items()])}


def load(path: Path | None = None) -> HouseStyle:
    """The style in a file, on top of the one that comes with the package; that one alone without a file.

    Raises:
        ValueError: the file is no TOML, or says something that no style has; one line, with the file.
        OSError: the file cannot be read.
    """
    return default() if path is None else _style(_merged(_shipped(), _read(path), path.name))


@cache
def default() -> HouseStyle:
    return _style(_shipped())


@cache
def _shipped() -> dict[str, Any]:
    return tomllib.loads(files("mt.text").joinpath("house_style.toml").read_text("utf-8"))


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"{path.name}: no house style: {error}") from None


def _merged(shipped: Mapping[str, Any], own: Mapping[str, Any], name: str) -> dict[str, Any]:
    if unknown := own.keys() - shipped.keys():
        raise ValueError(
            f"{name}: nothing is called {min(unknown)!r} in a house style: {', '.join(sorted(shipped))}"
        )
    for key, value in own.items():
        if not isinstance(value, type(shipped[key])):
            raise ValueError(f"{name}: {key} must be {_kind(shipped[key])}, not {_kind(value)}")
    _check_choice(name, "colon", own, tuple(_COLONS))
    _check_choice(name, "names", own, _NAMES)
    for label, words in own.get("labels", {}).items():
        right = isinstance(words, dict) and words.keys() <= {"vi", "fr"}
        if label not in shipped["labels"] or not right or not all(isinstance(w, str) for w in words.values()):
            raise ValueError(
                f'{name}: labels.{label} must be one of the labels, with vi = "…" and fr = "…" only'
            )
    for key in ("photographers", "agencies", "holders"):
        values = own.get(key, [])
        if not all(isinstance(v, str) for v in (values.values() if isinstance(values, dict) else values)):
            raise ValueError(f"{name}: {key} must hold text only")
    merged = {**shipped, **own}
    for key in _TABLES[1:]:
        # What a house says comes first, so that the way back takes it.
        merged[key] = {
            **own.get(key, {}),
            **{k: v for k, v in shipped[key].items() if k not in own.get(key, {})},
        }
    merged["labels"] = {
        label: {**words, **own.get("labels", {}).get(label, {})} for label, words in shipped["labels"].items()
    }
    return merged


def _check_choice(name: str, key: str, own: Mapping[str, Any], choices: tuple[str, ...]) -> None:
    if own.get(key, choices[0]) not in choices:
        raise ValueError(f"{name}: {key} must be one of {', '.join(choices)}, not {own[key]!r}")


def _kind(value: object) -> str:
    names: dict[type, str] = {str: "text", list: "a list", dict: "a table"}
    return names.get(type(value), type(value).__name__)


def _style(table: Mapping[str, Any]) -> HouseStyle:
    return HouseStyle(
        colon=_COLONS[table["colon"]],
        names=table["names"],
        photographers=tuple(table["photographers"]),
        labels=table["labels"],
        agencies=table["agencies"],
        holders=table["holders"],
    )


def _french_letter(letter: str) -> str:
    """Source: the spelling of Le Courrier du Vietnam: what French has, else the circumflex, else bare."""
    if letter in _FRENCH_LETTERS:
        return letter
    bare = strip_diacritics(letter)
    if _CIRCUMFLEX in unicodedata.normalize("NFD", letter):
        return unicodedata.normalize("NFC", bare + _CIRCUMFLEX)
    return bare
