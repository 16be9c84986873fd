"""Translation memory: what was translated or approved before, found again exactly or nearly.

>>> from mt.memory import open_memory
>>> with open_memory(Path("desk.tmx")) as memory:
...     memory.fuzzy("Chợ nổi Cái Răng lúc bình minh.", "vi-fr")
"""

from mt.memory.entry import Entry, Match
from mt.memory.memory import Memory
from mt.memory.opening import open_memory

__all__ = ["Entry", "Match", "Memory", "open_memory"]
