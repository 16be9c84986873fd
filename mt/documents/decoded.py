"""A file that is read whole as text, and edited at places of the text."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mt.caption import Translation
from mt.documents.document import Edit
from mt.errors import InputError


class Decoded:
    """The text of a file, every byte of which can be had back from it.

    Args:
        data: the file.
        encoding: of it.
        where: what messages call it.
        errors: `surrogateescape` where bytes that are not in that encoding shall stay as they are.

    Raises:
        InputError: it is not in that encoding.
    """

    def __init__(self, data: bytes, encoding: str, where: str, *, errors: str = "strict") -> None:
        self.encoding, self._where, self._errors = encoding, where, errors
        try:
            self.text = data.decode(encoding, errors=errors)
        except UnicodeDecodeError as error:
            raise InputError(
                f"is not in {encoding.upper()}, as it should be: byte {error.start + 1}",
                where=where,
                remedy="convert it",
            ) from None
        self._char = self._byte = 0

    def edit(
        self, start: int, end: int, make: Callable[[Sequence[Translation]], str], *, errors: str
    ) -> Edit:
        """An edit of characters `start` to `end`; edits are made in the order of the text.

        Args:
            errors: what becomes of new characters that the encoding does not have, as for `str.encode`.
        """

        def encoded(results: Sequence[Translation]) -> bytes:
            text = make(results)
            try:
                return text.encode(self.encoding, errors=errors)
            except UnicodeEncodeError as error:
                raise InputError(
                    f"is in {self.encoding.upper()}, which has no {text[error.start]!r}",
                    where=self._where,
                    remedy="convert it to UTF-8 first",
                ) from None

        return Edit(self._offset(start), self._offset(end), encoded)

    def holds(self, text: str) -> bool:
        """Whether the encoding has all characters of a text."""
        try:
            text.encode(self.encoding)
        except UnicodeEncodeError:
            return False
        return True

    def line(self, offset: int) -> int:
        """The number of the line that a character stands in; 1 is the first."""
        return self.text.count("\n", 0, offset) + 1

    def _offset(self, char: int) -> int:
        """The byte at which a character begins; to be asked in rising order."""
        assert char >= self._char
        self._byte += len(self.text[self._char : char].encode(self.encoding, errors=self._errors))
        self._char = char
        return self._byte
