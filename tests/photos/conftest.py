from __future__ import annotations

from collections.abc import Iterator

import photo_maker
import pytest


@pytest.fixture(scope="session")
def exiftool() -> Iterator[photo_maker.Exiftool]:
    """The independent reader; tests that need it are skipped where it is missing."""
    judge = photo_maker.Exiftool()
    yield judge
    judge.close()
