"""Signs of currencies as words: `5 €` is `5 euros`, `3 M€` `3 millions d'euros`, `20.000đ` `20.000 đồng`.

Small models know the words; the signs they have seldom or never seen.
"""

from __future__ import annotations

import re

_WORDS = {
    "fr": {"€": "euros", "$": "dollars", "£": "livres", "¥": "yens", "₫": "dongs", "đ": "dongs"},
    "vi": {"€": "euro", "$": "USD", "£": "bảng Anh", "¥": "yên", "₫": "đồng", "đ": "đồng"},
}
_MANY = {"M": "million", "Mio": "million", "Md": "milliard", "Mds": "milliard", "Mrd": "milliard"}
_NUMBER = r"(?<![\d.,])\d[\d.,]*(?:\s\d{3})*(?<![.,])(?: (?:tỷ|tỉ|triệu|nghìn|ngàn|millions?|milliards?))?"
_BEFORE = re.compile(rf"(?<![\w$])(?:US|U\.S\.)?([€$£¥₫])\s?({_NUMBER})(?![\w$])")
_BEHIND = re.compile(
    rf"({_NUMBER})(?:\s?(M|Mio|Mds?|Mrd)(?=\s?[€$£¥₫]))?(?:\s?([€$£¥₫])|(?<=\d)(đ)(?!\w))(?![\w$])"
)
_SUM = re.compile(r"(?:\d{4,}|\d{1,3}(?:[.\s]\d{3})+)")


def in_words(text: str, language: str) -> str:
    """The text with sums of money in the words of its language, `vi` or `fr`; all else as it is."""
    words = _WORDS[language]

    def behind(match: re.Match[str]) -> str:
        number, many, sign, dong = match.groups()
        if dong and not _SUM.fullmatch(number):  # `số 5đ`
            return match[0]
        word = words[sign or dong]
        of = "d'" if word == "euros" else "de "
        if not many:
            return f"{number} {of if 'illi' in number else ''}{word}"
        if language != "fr":
            return match[0]
        plural = "" if re.match(r"[01](?!\d)", number) else "s"  # 1,9 million is singular
        return f"{number} {_MANY[many]}{plural} {of}{word}"

    text = _BEFORE.sub(lambda match: f"{match[2]} {words[match[1]]}", text)
    return _BEHIND.sub(behind, text)
