"""Which files of a folder are photos."""

from __future__ import annotations

from pathlib import Path

from mt.photos.tree import find, is_photo


def test_photos_come_once_in_the_order_of_names(tmp_path: Path) -> None:
    names = "b.JPG a.jpeg ảnh.png sub/c.webp sub/d.TIF sub/e.txt .hidden/f.jpg .g.jpg a.jpg_original h.xmp"
    for name in names.split():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x")
    (tmp_path / "sub" / "again.jpg").symlink_to(tmp_path / "b.JPG")
    (tmp_path / "sub" / "round").symlink_to(tmp_path)
    tree = find([tmp_path, tmp_path / "b.JPG", tmp_path / "sub" / "e.txt"])
    found = [str(path.relative_to(tmp_path)) for path in tree.files]
    assert found == ["a.jpeg", "b.JPG", "h.xmp", "sub/c.webp", "sub/d.TIF", "ảnh.png", "sub/e.txt"]


def test_raw_photos_with_and_without_a_sidecar(tmp_path: Path) -> None:
    for name in ("a.NEF", "a.xmp", "b.cr2", "b.CR2.XMP", "c.arw", "d.heic"):
        (tmp_path / name).write_bytes(b"x")
    tree = find([tmp_path])
    assert [path.name for path in tree.files] == ["a.xmp", "b.CR2.XMP"]
    assert [path.name for path in tree.raw] == ["c.arw", "d.heic"]


def test_names_of_photos(tmp_path: Path) -> None:
    assert all(map(is_photo, ["a.jpg", "A.TIFF", "x.CR2", "ảnh của Đặng.webp", str(tmp_path)]))
    assert not any(map(is_photo, ["a.txt", "-", "jpg", "", "a" * 5000, "a\0b"]))


def test_a_folder_without_photos(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"x")
    assert find([tmp_path]).barren == [tmp_path]
