"""`vifr translate photos/`: dry run, writing, going on, and a `kill -9` in between."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import photo_maker as made
import pytest
from photo_maker import Exiftool

from mt.cli.main import main
from mt.photos.photo import read

FAST = ("--model", "embedded", "--threads", "1", "--beam-size", "1")
CAPTION = "Học sinh vùng cao đến trường trong sương mù. Ảnh: Trí Dũng/TTXVN"


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    """A tree with a photo of every fate."""
    folder = tmp_path / "ảnh của Đặng"
    (folder / "thư mục con").mkdir(parents=True)
    (folder / ".hidden").mkdir()
    iptc = made.iim((120, "Chợ nổi Cái Răng lúc bình minh.".encode()), marker=b"nonsense")
    files = {
        "a.jpg": made.jpeg(made.xmp(made.alt(x_default=CAPTION), padding=2000), rich=True),
        "b iptc.JPG": made.jpeg(iptc=iptc, exif=b"Cho noi Cai Rang luc binh minh"),
        "c kept.jpg": made.jpeg(made.xmp(made.alt(x_default=CAPTION, fr="Traduit par un confrère."))),
        "d french.jpg": made.jpeg(
            made.xmp(made.alt(x_default="Les élèves plantent des arbres dans la cour."))
        ),
        "e nothing.jpg": made.jpeg(),
        "f empty.jpg": b"",
        "g fake.jpg": b"hello",
        "h differs.jpg": made.jpeg(made.xmp(made.alt(x_default=CAPTION)), iptc=iptc),
        "i.nef": b"II*\0 raw",
        "i.xmp": made.xmp(made.alt(x_default="Nông dân gặt lúa trên ruộng bậc thang.")),
        "j.cr2": b"II*\0 raw without a sidecar",
        "thư mục con/k.jpg": made.jpeg(made.xmp(made.alt(x_default="Mưa lớn gây ngập đường phố Hà Nội."))),
        ".hidden/l.jpg": b"",
        "notes.txt": "Không phải ảnh".encode(),
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder


STATUS = {
    "a.jpg": "written", "b iptc.JPG": "written", "c kept.jpg": "kept", "d french.jpg": "skipped",
    "e nothing.jpg": "none", "f empty.jpg": "failed", "g fake.jpg": "failed", "h differs.jpg": "written",
    "i.xmp": "written", "thư mục con/k.jpg": "written",
}  # fmt: skip


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def rows(out: str, folder: Path) -> dict[str, dict[str, object]]:
    found = [json.loads(line) for line in out.splitlines()]
    return {str(Path(row["file"]).relative_to(folder)): row for row in found}


def test_without_write_nothing_is_written(photos: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = contents(photos)
    assert main(["translate", *FAST, str(photos)]) == 1
    out, err = capsys.readouterr()
    header, *lines = out.splitlines()
    assert header == "file\tstatus\tplace\tlanguage\tcaption\ttranslation\tflags\tnote"
    status = {line.split("\t")[0]: line.split("\t")[1] for line in lines}
    dry = {name: "to-write" if said == "written" else said for name, said in STATUS.items()}
    assert status == {str(photos / name): said for name, said in dry.items()}
    assert list(status) == [str(photos / name) for name in STATUS], "in the order of names"
    assert contents(photos) == before
    assert "5 would be written" in err and "add --write to write it" in err
    assert "1 RAW or HEIF files without an .xmp sidecar were left alone" in err
    assert f"vifr: {photos / 'f empty.jpg'}: is empty" in err
    assert f"{photos / 'h differs.jpg'}: IPTC Caption/Abstract says something else" in err


def test_write_and_go_on(photos: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = contents(photos)
    command = ["translate", *FAST, "--write", "--backup", "--format", "jsonl", str(photos)]
    assert main(command) == 1
    first = rows(capsys.readouterr().out, photos)
    assert {name: row["status"] for name, row in first.items()} == STATUS
    assert str(first["a.jpg"]["translation"]).endswith("Photo : Tri Dung/VNA")
    assert first["a.jpg"]["model"].startswith("embedded-vi-fr@")  # type: ignore[attr-defined]
    assert first["h differs.jpg"]["others"] == [
        {"place": "IPTC Caption/Abstract", "text": "Chợ nổi Cái Răng lúc bình minh."}
    ]
    for name, status in STATUS.items():
        captions = (
            {said.language: said.text for said in read(photos / name).captions} if status == "written" else {}
        )
        if status == "written":
            assert captions["fr"] == first[name]["translation"]
            assert captions["vi"] == captions["x-default"] == first[name]["caption"]
            assert (photos / f"{name}_original").read_bytes() == before[name]
    after = contents(photos)
    assert {name for name in after if after[name] != before.get(name)} == {
        kept for name, said in STATUS.items() if said == "written" for kept in (name, f"{name}_original")
    }

    assert main(command) == 1
    second = rows(capsys.readouterr().out, photos)
    done = {name: "done" if said == "written" else said for name, said in STATUS.items()}
    assert {name: row["status"] for name, row in second.items()} == done
    assert second["a.jpg"]["translation"] == first["a.jpg"]["translation"]
    assert second["a.jpg"]["model"] == first["a.jpg"]["model"]
    assert contents(photos) == after

    assert main([*command, "--replace", "machine"]) == 1
    third = rows(capsys.readouterr().out, photos)
    assert {name: row["status"] for name, row in third.items()} == STATUS


def test_headline_credit_and_keywords_on_request(
    tmp_path: Path, exiftool: Exiftool, capsys: pytest.CaptureFixture[str]
) -> None:
    more = (
        "<photoshop:Headline>Mưa lớn ở Hà Nội</photoshop:Headline>"
        "<photoshop:Credit>Trí Dũng/TTXVN</photoshop:Credit>"
        "<dc:subject><rdf:Bag><rdf:li>Thủ tướng</rdf:li></rdf:Bag></dc:subject>"
    )
    path = tmp_path / "a.jpg"
    path.write_bytes(made.jpeg(made.xmp(made.alt(x_default=CAPTION), more=more)))
    assert main(["translate", *FAST, "--write", str(path)]) == 0
    assert "XMP-vifr:Headline-fr" not in exiftool.tags(path)
    also = [
        "translate",
        *FAST,
        "--write",
        "--also",
        "headline,credit,keywords",
        "--format",
        "jsonl",
        str(path),
    ]
    capsys.readouterr()
    assert main(also) == 0
    row = json.loads(capsys.readouterr().out)
    assert (row["status"], row["credit"], row["keywords"]) == (
        "written",
        "Tri Dung/VNA",
        ["Premier ministre"],
    )
    tags = exiftool.tags(path)
    assert tags["XMP-photoshop:Headline"] == "Mưa lớn ở Hà Nội"
    assert tags["XMP-vifr:Headline-fr"] == row["headline"]
    assert tags["XMP-vifr:Credit-fr"] == "Tri Dung/VNA"
    assert tags["XMP-dc:Subject"] == ["Thủ tướng", "Premier ministre"]
    written = path.read_bytes()
    assert main(also) == 0
    assert json.loads(capsys.readouterr().out)["status"] == "done"
    assert path.read_bytes() == written


def test_a_caption_that_changed_is_translated_again_but_not_a_correction(
    tmp_path: Path, exiftool: Exiftool, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(made.jpeg(made.xmp(made.alt(x_default=CAPTION))))
    assert main(["translate", *FAST, "--write", str(path)]) == 0
    new = "Nông dân gặt lúa."
    exiftool(
        "-overwrite_original", f"-XMP-dc:Description-x-default={new}", f"-XMP-dc:Description-vi={new}", path
    )
    capsys.readouterr()
    assert main(["translate", *FAST, "--write", "--format", "jsonl", str(path)]) == 0
    row = json.loads(capsys.readouterr().out)
    assert (row["status"], row["caption"]) == ("written", new)
    new = "Mưa lớn gây ngập đường phố Hà Nội."  # most programs change x-default only
    exiftool("-overwrite_original", f"-XMP-dc:Description-x-default={new}", path)
    assert main(["translate", *FAST, "--write", "--format", "jsonl", str(path)]) == 0
    row = json.loads(capsys.readouterr().out)
    assert (row["status"], row["caption"]) == ("written", new)
    assert exiftool.look(path).descriptions == {"x-default": new, "vi": new, "fr": row["translation"]}
    exiftool("-overwrite_original", "-XMP-dc:Description-fr=Corrigé par le desk.", path)
    assert main(["translate", *FAST, "--write", "--replace", "machine", "--format", "jsonl", str(path)]) == 0
    row = json.loads(capsys.readouterr().out)
    assert (row["status"], row["translation"]) == ("kept", "Corrigé par le desk.")
    assert row["note"] == []
    exiftool("-overwrite_original", "-XMP-dc:Description-x-default=Xe", "-XMP-dc:Description-vi=Xe lửa", path)
    assert main(["translate", *FAST, "--from", "vi", "--write", "--format", "jsonl", str(path)]) == 0
    row = json.loads(capsys.readouterr().out)
    assert (row["status"], row["note"]) == ("kept", ["the caption was changed since it was translated"])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--backup"], "nothing is written without --write"),
        (["--format", "txt"], "photos have no rows of txt"),
        (["--column", "vi"], "photos have no --column"),
        (["--nbest", "2"], "one translation"),
        (["--also", "all"], "choose from headline, credit, keywords"),
        (["--from", "fr", "--to", "fr"], "--from and --to are both fr"),
    ],
)
def test_wrong_use_is_one_line(
    arguments: list[str], said: str, photos: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        assert main(["translate", *arguments, str(photos)]) == 2
    except SystemExit as stop:  # argparse
        assert stop.code == 2
    out, err = capsys.readouterr()
    assert said in err.splitlines()[-1]
    assert not out


def test_photos_among_other_files_are_refused(photos: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["translate", str(photos / "a.jpg"), str(photos / "notes.txt")]) == 2
    assert "notes.txt: is no photo, and others are" in capsys.readouterr().err
    assert main(["translate", str(photos / "none.jpg")]) == 1
    assert "none.jpg: no such file" in capsys.readouterr().err


def test_a_language_that_cannot_be_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.jpg").write_bytes(
        made.jpeg(made.xmp(made.alt(x_default="The children plant trees in the yard.")))
    )
    assert main(["translate", str(tmp_path)]) == 2
    assert "say --from vi or --from fr" in capsys.readouterr().err


def test_a_folder_without_photos(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x").mkdir()
    assert main(["translate", *FAST, str(tmp_path / "x")]) == 1
    assert "x: is a folder without photos; name its files" in capsys.readouterr().err
    (tmp_path / "x" / "a.nef").write_bytes(b"")
    assert main(["translate", *FAST, str(tmp_path / "x")]) == 0
    assert "1 RAW or HEIF files" in capsys.readouterr().err


def test_the_report_goes_into_a_file(
    photos: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "report.jsonl"
    assert main(["translate", *FAST, "--quiet", str(photos), "-o", str(report)]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 2, "only what failed"
    assert len(rows(report.read_text(encoding="utf-8"), photos)) == len(STATUS)


def test_the_commands_of_the_page_about_photos(
    photos: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = Path(__file__).parents[2] / "docs" / "photos.md"
    commands = page.read_text(encoding="utf-8").split("```sh\n")[1].split("```")[0].splitlines()
    (photos / "a.jpg").rename(photos.parent / "photo.jpg")
    photos.rename(photos.parent / "photos")
    monkeypatch.chdir(photos.parent)
    for line in commands:
        name, *arguments = shlex.split(line, comments=True)
        assert name == "vifr"
        fast = FAST if arguments[0] == "translate" else ()
        assert main([arguments[0], *fast, *arguments[1:]]) == 1, "two of the photos are broken"
    err = capsys.readouterr().err
    assert "4 written" in err and "4 done before" in err


COUNT = 200


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9")
def test_kill_9_in_the_middle_of_200_photos(tmp_path: Path, exiftool: Exiftool) -> None:
    folder = tmp_path / "200 ảnh"
    folder.mkdir()
    for number in range(COUNT):
        caption = f"Người dân phường {number} đi chợ hoa ở Đặng Xá."
        path = folder / f"ảnh Đặng {number:03}.jpg"
        path.write_bytes(made.jpeg(made.xmp(made.alt(x_default=caption), padding=2000 * (number % 2))))
    originals = {path.name: path.read_bytes() for path in folder.iterdir()}
    colours = made.pixels(folder / "ảnh Đặng 000.jpg")
    command = [sys.executable, "-m", "mt", "translate", *FAST, "--write", "--quiet", str(folder)]

    def written() -> int:
        """Photos that have French; all others are, byte for byte, what they were. None is damaged."""
        count = 0
        for name, data in originals.items():
            if (folder / name).read_bytes() == data:
                continue
            captions = read(folder / name).captions
            assert [said.language for said in captions] == ["x-default", "vi", "fr"]
            assert made.pixels(folder / name) == colours
            count += 1
        return count

    for stop_at in (30, 130):
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        assert process.stdout
        for number, row in enumerate(process.stdout):
            assert b"\tfailed\t" not in row
            if number == stop_at:
                break
        os.kill(process.pid, signal.SIGKILL)
        process.stdout.close()
        assert process.wait() == -signal.SIGKILL
        assert stop_at <= written() < COUNT
    finished = subprocess.run(command, capture_output=True, check=True, text=True)
    status = [line.split("\t")[1] for line in finished.stdout.splitlines()[1:]]
    assert len(status) == COUNT
    assert set(status) == {"done", "written"}
    assert status.count("done") >= 130
    assert written() == COUNT
    assert sorted(path.name for path in folder.iterdir()) == sorted(originals), "nothing is left behind"
    answer = exiftool("-j", "-Warning", "-Error", "-XMP-dc:Description-fr", folder)
    seen = json.loads(answer)
    assert len(seen) == COUNT
    assert all(set(photo) == {"SourceFile", "Description-fr"} for photo in seen)
    shutil.rmtree(folder)
