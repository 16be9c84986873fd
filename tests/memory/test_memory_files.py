"""Memories as files: several writers, crashes, damage, and what other tools put into them."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from mt.errors import VifrError
from mt.files import tmx
from mt.memory import Entry, open_memory

WRITER = """
import sys
from pathlib import Path
from mt.memory import Entry, open_memory
path, name, blocks = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
for block in range(blocks):
    with open_memory(path) as memory:
        memory.add([Entry(f"Chợ {name} số {block} {i}.", f"Marché {name} {block} {i}.") for i in range(10)])
    print(block, flush=True)
"""

FOREIGN = """<?xml version="1.0" encoding="{}"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4"><header creationtool="Autre" creationtoolversion="1" segtype="sentence" o-tmf="x"
 adminlang="en" srclang="vi" datatype="html"><prop type="client">Đài</prop></header>
<body>
  <tu tuid="7" usagecount="3"><tuv xml:lang="vi-VN">
    <seg>Chợ <bpt i="1">&lt;b></bpt>hoa<ept i="1"/></seg></tuv>
    <tuv xml:lang="FR"><seg>Marché aux fleurs</seg></tuv><tuv xml:lang="en">
    <seg>Flower market</seg></tuv></tu>
  <tu><tuv xml:lang="de"><seg>Markt</seg></tuv></tu>
  </body>
</tmx>
"""


def writing(path: Path, name: str, blocks: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", WRITER, str(path), name, str(blocks)]
    return subprocess.Popen(command, stdout=subprocess.PIPE)


def check_whole(path: Path) -> int:
    """How many entries a file has that must not be damaged."""
    if path.suffix == ".db":
        with sqlite3.connect(path) as database:
            assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        database.close()
    with open_memory(path) as memory:
        return len(list(memory.entries()))


@pytest.mark.parametrize("name", ["desk.tmx", "desk.db"])
def test_two_writers_lose_nothing(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    writers = [writing(path, who, 6) for who in ("An", "Bình")]
    for writer in writers:
        writer.communicate(timeout=120)
        assert writer.returncode == 0
    assert check_whole(path) == 2 * 6 * 10


@pytest.mark.parametrize("name", ["desk.tmx", "desk.db"])
def test_a_killed_writer_leaves_a_whole_memory(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    writer = writing(path, "An", 10_000)
    assert writer.stdout
    for _ in range(3):
        writer.stdout.readline()
    writer.send_signal(signal.SIGKILL)
    writer.communicate(timeout=60)
    count = check_whole(path)
    assert count >= 30 and count % 10 == 0
    with open_memory(path) as memory:
        memory.add([Entry("Đèn lồng Hội An.", "Lanternes de Hoi An.")])
    assert check_whole(path) == count + 1


def test_two_open_at_once_see_one_another_at_the_end(tmp_path: Path) -> None:
    path = tmp_path / "desk.tmx"
    with open_memory(path) as one, open_memory(path) as other:
        one.add([Entry("Chợ hoa.", "Marché aux fleurs.")])
        other.add([Entry("Chợ nổi.", "Marché flottant.")])
    assert {unit.vi for unit in tmx.read(path)} == {"Chợ hoa.", "Chợ nổi."}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_what_other_tools_wrote_stays_byte_for_byte(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "archive.tmx"
    before = FOREIGN.format(encoding).encode(encoding)
    path.write_bytes(before)
    with open_memory(path) as memory:
        assert memory.exact("Chợ hoa", "vi-fr") == Entry("Chợ hoa", "Marché aux fleurs")
        memory.add([Entry("Chợ nổi & bè <cá>.", "Marché flottant & cages.")])
    after = path.read_bytes()
    start = next(i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b)
    assert after[:start] == before[:start] and after.endswith(before[start:])
    assert [unit.vi for unit in tmx.read(path)] == ["Chợ hoa", "Chợ nổi & bè <cá>."]
    path.write_bytes(before)
    with open_memory(path) as memory:
        memory.fuzzy("Chợ hoa", "vi-fr")
    assert path.read_bytes() == before  # nothing was added


def damaged(path: Path, kind: str) -> None:
    with open_memory(path) as memory:
        memory.add([Entry(f"Chợ hoa số {i}.", f"Marché {i}.") for i in range(500)])
    data = path.read_bytes()
    if path.suffix == ".db" and Path(f"{path}-wal").exists():
        Path(f"{path}-wal").unlink()
    contents = {
        "empty": b"",
        "cut": data[: len(data) // 2],
        "other": b"\x89PNG\r\n\x1a\n" + b"\0" * 5000,
        "text": "Chợ hoa\n".encode(),
    }
    path.write_bytes(contents[kind])


@pytest.mark.parametrize(
    ("name", "kind"),
    [("desk.tmx", kind) for kind in ("empty", "cut", "other", "text")]
    + [("desk.db", kind) for kind in ("cut", "other", "text")],
)
def test_a_damaged_memory_is_one_line_and_stays_as_it_is(tmp_path: Path, name: str, kind: str) -> None:
    path = tmp_path / name
    damaged(path, kind)
    before = path.read_bytes()
    with pytest.raises(VifrError) as error, open_memory(path) as memory:
        list(memory.entries())
        memory.add([Entry("Chợ nổi.", "Marché flottant.")])
    assert str(error.value).startswith(str(path)) and "\n" not in str(error.value)
    assert path.read_bytes() == before


def test_a_file_damaged_while_it_is_open_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "desk.tmx"
    with pytest.raises(VifrError), open_memory(path) as memory:
        memory.add([Entry("Chợ nổi.", "Marché flottant.")])
        path.write_bytes(b"<tmx version='1.4'><body>")
    assert path.read_bytes() == b"<tmx version='1.4'><body>"


@pytest.mark.parametrize("name", ["desk.txt", "desk", "missing/desk.db", "missing/desk.tmx"])
def test_what_cannot_be_a_memory(tmp_path: Path, name: str) -> None:
    with pytest.raises(VifrError) as error:
        open_memory(tmp_path / name)
    assert "\n" not in str(error.value) and "desk" in str(error.value)


def test_a_database_of_another_program_stays_its_own(tmp_path: Path) -> None:
    path = tmp_path / "photos.db"
    database = sqlite3.connect(path)
    database.execute("CREATE TABLE photos (name TEXT)")
    database.commit()
    database.close()
    before = path.read_bytes()
    with pytest.raises(VifrError, match="another program"):
        open_memory(path)
    assert path.read_bytes() == before
