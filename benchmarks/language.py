"""vifr's language detection against py3langid and lingua, on held-out captions cut short.

    python benchmarks/language.py                     those of the libraries that are installed
    pip install py3langid lingua-language-detector    to have both

Prints, for windows of 3, 5 and 12 words, the share whose language each detector names (mean of Vietnamese and
French; `unknown` is wrong), then what becomes of texts in neither, and the time a whole caption takes.
`vi, fr` are libraries told that nothing else can come; vifr is never told.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.util import find_spec

from mt.caption import LANGUAGES, Pair
from mt.corpora import load
from mt.text.language import detect
from mt.train.language_examples import FORMS, names, read_other, runs, windows

Identify = Callable[[str], str]
LENGTHS = (3, 5, 12)


def main() -> None:
    """Measure every detector and print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--split", default="test", choices=["dev", "test"], help="default %(default)s")
    args = parser.parse_args()
    pairs = load("captions", split=args.split)
    detectors = {"vifr": lambda text: detect(text).language, **_py3langid(), **_lingua()}
    print(f"{len(pairs)} captions of the {args.split} split, each side\n")
    _row("recognised, %", list(detectors))
    for anywhere in (False, True):
        for form, change in FORMS.items():
            for length in LENGTHS:
                texts = {
                    side: windows([p.side(side) for p in pairs], length, anywhere=anywhere, form=change)
                    for side in LANGUAGES
                }
                place = "anywhere" if anywhere else "at start"
                cells = [_recognised(identify, texts) for identify in detectors.values()]
                _row(f"{length} words {place}, {form}", [f"{cell:.1f}" for cell in cells])
    print()
    _row("neither vi nor fr said, %", ["", *[""] * (len(detectors) - 1)])
    for what, found in _in_neither(pairs).items():
        shares = [100 * _share(identify, found) for identify in detectors.values()]
        _row(f"{what} ({len(found)})", [f"{share:.1f}" for share in shares])
    print()
    captions = [pair.side(side) for pair in pairs for side in LANGUAGES]
    _row("µs a caption", [f"{_microseconds(identify, captions):.0f}" for identify in detectors.values()])


def _recognised(identify: Identify, texts: dict[str, list[str]]) -> float:
    shares = [sum(identify(t) == side for t in found) / len(found) for side, found in texts.items()]
    return 100 * sum(shares) / len(shares)


def _share(identify: Identify, texts: Sequence[str]) -> float:
    return sum(identify(text) not in LANGUAGES for text in texts) / len(texts)


def _in_neither(pairs: Sequence[Pair]) -> dict[str, list[str]]:
    """Texts in English and other languages that nothing was trained on, names of both sides, numbers."""
    held_out = [other for other in read_other() if other.held_out]
    english = [other.text for other in held_out if other.language == "en"]
    rest = [other.text for other in held_out if other.language != "en"]
    persons = [
        " ".join(run)
        for pair in pairs
        for side, marks in names(pair).items()
        for run in runs(pair.side(side).split(), marks)
        if len(run) > 1
    ]
    return {
        **{f"English, {n} words": windows(english, n, anywhere=True) for n in (3, 5)},
        **{f"other languages, {n} words": windows(rest, n, anywhere=True) for n in (3, 5)},
        "names of two words and more": persons,
        "numbers": [f"{n}/{n + 1}/2026 - {n * 37}" for n in range(1, 12)],
    }


def _microseconds(identify: Identify, captions: Sequence[str]) -> float:
    """Processor time a caption, the second time round."""
    for text in captions:
        identify(text)
    start = time.process_time()
    for text in captions:
        identify(text)
    return (time.process_time() - start) / len(captions) * 1e6


def _py3langid() -> dict[str, Identify]:
    if not find_spec("py3langid"):
        return {}
    langid = import_module("py3langid.langid")
    free, told = (langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE) for _ in range(2))
    told.set_languages(list(LANGUAGES))
    return {
        "py3langid": lambda text: str(free.classify(text)[0]),
        "py3langid vi, fr": lambda text: str(told.classify(text)[0]),
    }


def _lingua() -> dict[str, Identify]:
    if not find_spec("lingua"):
        return {}
    lingua = import_module("lingua")
    code = {lingua.Language.VIETNAMESE: "vi", lingua.Language.FRENCH: "fr"}
    builder = lingua.LanguageDetectorBuilder
    free, told = builder.from_all_languages().build(), builder.from_languages(*code).build()
    return {
        "lingua": lambda text: code.get(free.detect_language_of(text), "other"),
        "lingua vi, fr": lambda text: code.get(told.detect_language_of(text), "other"),
    }


def _row(what: str, cells: Sequence[str]) -> None:
    print(f"{what:40}" + "".join(f"{cell:>18}" for cell in cells), flush=True)


if __name__ == "__main__":
    main()
