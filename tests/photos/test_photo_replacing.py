"""The file on the disk: rights, times, links, backups, and what happens when something goes wrong."""

from __future__ import annotations

import dataclasses
import errno
import os
import stat
from pathlib import Path

import photo_maker as made
import pytest
from photo_maker import FR, VI

from mt.errors import OutputError, VifrError
from mt.photos.photo import DESCRIPTION, read
from mt.photos.writing import Wish, rehearse, write

WISH = Wish(property=DESCRIPTION, direction="vi-fr", original=VI, translation=FR, model="m")


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    return made.photo(tmp_path, "jpg", made.xmp(made.alt(x_default=VI)))


def french(path: Path) -> list[str]:
    return [said.text for said in read(path).captions if said.language == "fr"]


def test_rights_stay_and_times_on_request(photo: Path) -> None:
    photo.chmod(0o640)
    os.utime(photo, ns=(1_500_000_000_123_456_789, 1_400_000_000_987_654_321))
    write(photo, [WISH], keep_times=True)
    found = photo.stat()
    assert stat.S_IMODE(found.st_mode) == 0o640
    assert found.st_mtime_ns == 1_400_000_000_987_654_321
    write(photo, [WISH])
    assert photo.stat().st_mtime > 1_700_000_000
    assert french(photo) == [FR]


def test_extended_attributes_stay(photo: Path) -> None:
    try:
        os.setxattr(photo, "user.desk", b"Hue")
    except (OSError, AttributeError):
        pytest.skip("this file system has no extended attributes")
    write(photo, [WISH])
    assert os.getxattr(photo, "user.desk") == b"Hue"


@pytest.mark.parametrize("rehearsal", [False, True])
def test_read_only_photos_are_left_alone(photo: Path, rehearsal: bool) -> None:
    photo.chmod(0o444)
    before = photo.read_bytes()
    with pytest.raises(OutputError, match="is read-only; make it writable"):
        (rehearse if rehearsal else write)(photo, [WISH])
    assert photo.read_bytes() == before


def test_the_backup_is_the_photo_as_it_was_at_first(photo: Path) -> None:
    os.utime(photo, ns=(1_500_000_000_000_000_000, 1_400_000_000_000_000_000))
    before = photo.read_bytes()
    write(photo, [WISH], backup=True)
    write(photo, [WISH], backup=True)
    kept = photo.with_name(photo.name + "_original")
    assert kept.read_bytes() == before
    assert kept.stat().st_mtime == 1_400_000_000
    assert french(photo) == [FR]
    assert {each.name for each in photo.parent.iterdir()} == {photo.name, kept.name}


def test_a_backup_where_there_are_no_links(photo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(Path, "hardlink_to", no_links)
    before = photo.read_bytes()
    write(photo, [WISH], backup=True)
    assert photo.with_name(photo.name + "_original").read_bytes() == before


def test_links_are_followed(photo: Path) -> None:
    link = photo.with_name("link.jpg")
    link.symlink_to(photo)
    write(link, [WISH])
    assert link.is_symlink()
    assert french(photo) == [FR]


def test_a_full_disk_leaves_the_photo_as_it_was(photo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    before = photo.read_bytes()
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="No space left on device; the photo is as it was"):
        write(photo, [WISH])
    assert photo.read_bytes() == before
    assert [each.name for each in photo.parent.iterdir()] == [photo.name]


def test_a_change_by_somebody_else_is_not_lost(photo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copied = __import__("shutil").copystat

    def meanwhile(source: Path, target: Path) -> None:
        photo.write_bytes(photo.read_bytes() + b"by somebody else")
        copied(source, target)

    monkeypatch.setattr("mt.photos.replacing.shutil.copystat", meanwhile)
    with pytest.raises(OutputError, match="changed by somebody else"):
        write(photo, [WISH])
    assert photo.read_bytes().endswith(b"by somebody else")


def test_a_translation_that_came_meanwhile_is_not_replaced(photo: Path) -> None:
    write(photo, [dataclasses.replace(WISH, present="")])
    with pytest.raises(VifrError, match="another translation meanwhile"):
        write(photo, [dataclasses.replace(WISH, translation="Autre", present="")])
    write(photo, [dataclasses.replace(WISH, translation="Autre", present=FR)])
    assert french(photo) == ["Autre"]


def test_what_a_killed_run_left_is_cleared(photo: Path) -> None:
    part = photo.with_name(f".{photo.name}.vifr-part")
    part.write_bytes(b"half")
    write(photo, [WISH])
    assert [each.name for each in photo.parent.iterdir()] == [photo.name]


def test_missing_and_unreadable(tmp_path: Path) -> None:
    for path in (tmp_path / "none.jpg", tmp_path, tmp_path / ("x" * 300 + ".jpg")):
        with pytest.raises(VifrError):
            read(path)
        with pytest.raises(VifrError):
            write(path, [WISH])


def test_a_mistake_of_ours_would_be_seen_before_the_photo_is_replaced(
    photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from mt.photos import writing

    def careless(packet: object, changes: object) -> bytes:
        data: bytes = made.xmp(made.alt(x_default=VI, vi=VI, fr=FR)).replace(b'Hu\xe1\xba\xbf"', b'Hanoi"')
        return data

    before = photo.read_bytes()
    monkeypatch.setattr(writing, "spliced", careless)
    with pytest.raises(VifrError, match="would not say the same"):
        write(photo, [WISH])
    assert photo.read_bytes() == before
