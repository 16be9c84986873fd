from __future__ import annotations

from collections.abc import Callable

import pytest

from mt.pages import PageCaption, extract, read

Extract = Callable[[str], list[PageCaption]]


@pytest.fixture
def captions() -> Extract:
    """Captions of a page given as text."""
    return lambda page: extract(read(page.encode()))
