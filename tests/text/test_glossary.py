"""Terms found in a source, and whether a translation says them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mt.corpora import load
from mt.corpora.press import press_glossary
from mt.text.glossary import Glossary

TERMS = [
    ("Bộ Ngoại giao", "ministère des Affaires étrangères", ""),
    ("ngoại giao", "diplomatie", "aussi « corps diplomatique »"),
    ("Nga", "Russie", "f. ; en Russie ; adj. russe"),
    ("Lào", "Laos", "m. ; adj. laotien"),
    ("Liên hợp quốc", "Organisation des Nations unies", "abrév. ONU"),
    ("làng nghề", "village de métier", ""),
    ("miền Trung", "Centre", ""),
    ("tỉnh Sóc Trăng", "province de Soc Trang", ""),
    ("mũi Né", "cap de Ne", ""),
    ("Đảng", "Parti", ""),
    ("Nam Phi", "Afrique du Sud", "f. ; adj. sud-africain"),
]
GLOSSARY = Glossary(TERMS, known=[("Nga Sơn", "Nga Son", ""), ("tiếng Lào", "laotien", "")])


@pytest.mark.parametrize(
    ("source", "terms"),
    [
        ("Bộ Ngoại giao Nga họp báo", ["Bộ Ngoại giao", "Nga"]),  # the longest only
        ("Ngoại giao văn hóa", ["Ngoại giao"]),  # a capital of the sentence
        ("bộ ngoại giao", ["ngoại giao"]),  # a capital that is missing
        ("Ca sĩ Thúy Nga biểu diễn", []),  # in a name
        ("Nga Nguyễn hát", []),
        ("xã Nga Thanh đón Tết", []),
        ("huyện Nga Sơn", []),  # inside a longer term that nobody asks for
        ("Sách tiếng Lào ở Lào", ["Lào"]),
        ("Tổng thống Nga Putin", ["Nga"]),
        ("", []),
    ],
)
def test_terms_of_vietnamese(source: str, terms: list[str]) -> None:
    assert [term.text for term in GLOSSARY.wanted(source, "vi")] == terms


@pytest.mark.parametrize(
    ("source", "terms"),
    [
        (
            "Le ministère des Affaires étrangères de la Russie",
            ["ministère des Affaires étrangères", "Russie"],
        ),
        ("Des villages de métiers", ["villages de métiers"]),  # plurals
        ("Le Centre du Vietnam", []),  # goes on
        ("Des inondations dans le Centre.", ["Centre"]),
        ("Le parti, la province de Soc Trang", ["province de Soc Trang"]),  # a capital that is missing
        ("Centre-ville", []),  # part of another word
        ("Lao Cai, au Laos", ["Laos"]),
        ("un village, de métier", []),  # a comma between
    ],
)
def test_terms_of_french(source: str, terms: list[str]) -> None:
    assert [term.text for term in GLOSSARY.wanted(source, "fr")] == terms


@pytest.mark.parametrize(
    ("source", "translation", "language", "missed"),
    [
        ("Đại sứ Nga", "L'ambassadrice russe", "vi", []),  # an adjective, inflected
        ("Đại sứ Nga", "L'ambassadeur de Russie", "vi", []),
        ("Đại sứ Nga", "L'ambassadeur de Prusse", "vi", ["Nga"]),
        ("Đại sứ Nam Phi", "L'ambassadrice sud-africaine", "vi", []),
        ("Đại sứ Nam Phi", "L'ambassadrice de Corée du Sud", "vi", ["Nam Phi"]),
        ("Liên hợp quốc họp", "L'ONU se réunit", "vi", []),
        ("Liên hợp quốc họp", "Les nations se réunissent", "vi", ["Liên hợp quốc"]),
        ("Des villages de métiers", "Các Làng nghề", "fr", []),
        ("Des villages de métiers", "Các làng", "fr", ["villages de métiers"]),
        ("La province de Soc Trang", "ở Sóc Trăng", "fr", []),  # the name is enough
        ("Les Laos", "Xứ Làogia", "fr", ["Laos"]),  # whole words
    ],
)
def test_what_a_translation_misses(source: str, translation: str, language: str, missed: list[str]) -> None:
    assert [term.text for term in GLOSSARY.missed(source, translation, language)] == missed


@settings(deadline=None)
@given(st.lists(st.sampled_from([term[place] for term in TERMS for place in (0, 1)] + ["ở", ",", "Văn"])))
def test_a_term_stands_where_it_says(words: list[str]) -> None:
    text = " ".join(words)
    for language in ("vi", "fr"):
        wanted = GLOSSARY.wanted(text, language)
        assert all(text[term.start : term.end] == term.text and term.forms for term in wanted)
        assert all(one.end <= other.start for one, other in pairwise(wanted))
        everything = " , ".join(form for term in wanted for form in term.forms)
        assert GLOSSARY.missed(text, everything, language) == []
        assert set(GLOSSARY.missed(text, "", language)) == set(wanted)


def test_references_keep_the_names_of_the_package() -> None:
    glossary, pairs = press_glossary(), load("captions", split="dev")
    for language, other, least in (("vi", "fr", 0.9), ("fr", "vi", 0.9)):
        wanted = sum(len(glossary.wanted(pair.side(language), language)) for pair in pairs)
        missed = sum(len(glossary.missed(p.side(language), p.side(other), language)) for p in pairs)
        assert wanted > 200 and missed < (1 - least) * wanted
