"""What a translation says about itself: every flag, what it means, and whether a desk should look.

A flag is a code and, after a colon, a detail: `repaired:nfc`, `split:3`, `doubtful:loop`.
"""

from __future__ import annotations

from collections.abc import Iterable

MEANINGS = {
    "repaired": "damaged characters were put right before translating",
    "split": "too long for the model at once; translated in this many parts",
    "restored": "had lost its diacritics; they were brought back before translating",
    "credit": "the credit was written by rule",
    "retried": "the first attempt failed this check, a second one passed",
    "memory": "taken from the translation memory",
    "glossary": "a term of the glossary is missing",
    "marks": "the marks of this name are a guess, as French writes it without",
    "passed-through": "not translated, given back as it is",
    "unknown": "holds characters that the model does not know",
    "doubtful": "the translation fails this check; look at it",
    "failed": "the row could not be read; nothing was translated",
}

DETAILS = {
    "passed-through:empty": "nothing but white space",
    "passed-through:no-words": "no words to translate",
    "passed-through:already-vi": "is Vietnamese already",
    "passed-through:already-fr": "is French already",
    "passed-through:unreadable": "the model knows almost none of its characters",
    "credit:kept": "nobody knows its holder; its words were kept",
    "memory:exact": "an approved translation",
    "memory:exact=machine": "what this model said before",
    "repaired:mojibake": "text that was read in the wrong encoding",
    "repaired:control": "control characters or stray bytes",
    "repaired:invisible": "invisible characters",
    "repaired:nfc": "letters in pieces",
    "repaired:look-alikes": "letters of another alphabet",
    "loop": "says the same words over and over",
    "language": "the source is neither Vietnamese nor French",
    "untranslated": "is still in the language of the source",
    "short": "much shorter than the source",
    "long": "much longer than the source",
    "unfinished": "stopped before its end",
    "empty": "is empty",
    "glossary": "missed a term of the glossary",
    "numbers": "does not have the same numbers as the source",
    "names": "lacks a name of the source",
    "tags": "has tags whose places were guessed",
}

_DOUBTFUL = frozenset({"doubtful", "unknown", "failed", "glossary"})
_SILENT = frozenset({"passed-through:empty", "split", "repaired", "memory:exact", "memory:exact=machine"})


def is_doubtful(flags: Iterable[str]) -> bool:
    """Whether somebody should look at the row before it is published."""
    return any(flag.split(":", 1)[0] in _DOUBTFUL for flag in flags)


def worth_saying(flags: Iterable[str]) -> tuple[str, ...]:
    """The flags that a person reading along wants to hear of: not blank lines, routine repairs and splits."""
    return tuple(f for f in flags if f not in _SILENT and f.split(":", 1)[0] not in _SILENT)


def describe(flags: Iterable[str]) -> str:
    """The flags in words: `doubtful: says the same words over and over`."""
    return "; ".join(map(_in_words, flags))


def _in_words(flag: str) -> str:
    code, _, detail = flag.partition(":")
    name, _, value = detail.partition("=")
    if code == "memory" and name == "fuzzy":
        return f"memory: has a caption that is {value} % the same; it is offered"
    if code == "glossary" and name == "missed":
        return f"glossary: does not say {value!r} as it asks"
    if code == "marks":
        return f"marks: those of {detail!r} are a guess, as French leaves them out"
    meaning = DETAILS.get(flag) or DETAILS.get(detail)
    if meaning and code == "retried":
        return f"retried, as the first attempt {meaning}"
    if meaning:
        return f"{code.replace('-', ' ')}: {meaning}"
    if detail and code in MEANINGS:
        return f"{code}: {detail}"
    return MEANINGS.get(code, flag)
