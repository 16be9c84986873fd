"""Text that says the same over and over, as small translation models do."""

from __future__ import annotations

from mt.text.unicode import fold

# A run of words said this often in a row is a loop: single words four times, longer runs three times.
_REPEATS_OF_ONE, _REPEATS_OF_MANY = 4, 3
_LONGEST_RUN = 8


def loops(text: str) -> bool:
    """Whether the text says a run of up to eight words over and over."""
    words = fold(text).split()
    for length in range(1, _LONGEST_RUN + 1):
        times = _REPEATS_OF_ONE if length == 1 else _REPEATS_OF_MANY
        same = 0
        for index in range(length, len(words)):
            same = same + 1 if words[index] == words[index - length] else 0
            if same >= length * (times - 1):
                return True
    return False
