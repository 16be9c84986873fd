"""Photos made on the spot, with all that a writer could lose, and exiftool as the independent reader."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import struct
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

Image = pytest.importorskip("PIL.Image", reason="photos are made with Pillow: pip install pillow")

VI = "Học sinh Đặng & bạn trồng cây ở Huế."
FR = "Des élèves « plantent » des arbres à Hué."
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
DC = "http://purl.org/dc/elements/1.1/"
KINDS = ("jpg", "png", "webp", "tif", "xmp")
SIDECAR = "xmp"

REGIONS = """<mwg-rs:Regions rdf:parseType="Resource" xmlns:mwg-rs="http://www.metadataworkinggroup.com/schemas/regions/"
 xmlns:stArea="http://ns.adobe.com/xmp/sType/Area#"><mwg-rs:RegionList><rdf:Bag><rdf:li
 rdf:parseType='Resource'><mwg-rs:Name>Nguyễn Thị Hà</mwg-rs:Name><mwg-rs:Type>Face</mwg-rs:Type><mwg-rs:Area
 stArea:x="0.5" stArea:y="0.5" stArea:w="0.1" stArea:h="0.1" stArea:unit="normalized"/></rdf:li></rdf:Bag>
 </mwg-rs:RegionList></mwg-rs:Regions><!-- a comment --><own:Thing xmlns:own="http://desk.example/ns/"
 rdf:parseType="Literal"><b>x &amp; y</b></own:Thing>"""


def xmp(
    description: str = "", *, more: str = "", attributes: str = "", wrapped: bool = True, padding: int = 0
) -> bytes:
    """A packet; `description` is the XML of the property."""
    body = f"""<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="Some Toolkit 5.6">
 <rdf:RDF xmlns:rdf="{RDF}">
  <rdf:Description rdf:about="uuid:1" xmlns:dc="{DC}"
    xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:City="Huế" {attributes}>
   <dc:creator><rdf:Seq><rdf:li>Trần Văn Ơn</rdf:li></rdf:Seq></dc:creator>{description}{more}
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>"""
    if wrapped:
        begin = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        body = f'{begin}\n{body}\n{" " * padding}<?xpacket end="w"?>'
    return body.encode()


def alt(**texts: str) -> str:
    """`dc:description` with these items; `x_default` is x-default."""
    items = "".join(
        f'<rdf:li xml:lang="{language.replace("_", "-")}">{text.replace("&", "&amp;")}</rdf:li>'
        for language, text in texts.items()
    )
    return f"<dc:description><rdf:Alt>{items}</rdf:Alt></dc:description>"


def picture(size: tuple[int, int] = (48, 32), *, alpha: bool = False) -> Any:
    """Noise that is the same every time."""
    width, height = size
    bands = 4 if alpha else 3
    data = b"".join(
        hashlib.sha256(bytes([i % 256, i // 256])).digest() for i in range(width * height * bands // 32)
    )
    return Image.frombytes("RGBA" if alpha else "RGB", size, data)


def rich_exif(description: bytes = b"") -> Any:
    """EXIF with GPS and maker notes."""
    exif = Image.Exif()
    exif[271], exif[272] = "Maker", "Model 5"
    if description:
        exif[270] = description
    own = exif.get_ifd(0x8769)
    own[0x9003] = "2026:11:12 08:30:00"
    own[0x927C] = b"MAKER\0\x01\x02" + bytes(range(256))
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2], gps[3], gps[4] = "N", (16.0, 27.0, 49.0), "E", (107.0, 35.0, 6.0)
    return exif


def icc() -> bytes:
    from PIL import ImageCms

    return bytes(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())


def iim(*values: tuple[int, bytes], marker: bytes = b"") -> bytes:
    """IPTC-IIM with a marker of its character set, right or wrong."""
    data = b"\x1c\x01\x5a" + len(marker).to_bytes(2, "big") + marker if marker else b""
    for number, value in values:
        data += bytes([0x1C, 2, number]) + len(value).to_bytes(2, "big") + value
    return data


def resources(iptc: bytes) -> bytes:
    """Photoshop image resources, with IPTC among others."""
    other = (
        b"8BIM\x03\xed\x00\x00"
        + (16).to_bytes(4, "big")
        + struct.pack(">IHHIHH", 72 << 16, 1, 1, 72 << 16, 1, 1)
    )
    return other + b"8BIM\x04\x04\x00\x00" + len(iptc).to_bytes(4, "big") + iptc + b"\0" * (len(iptc) % 2)


def segment(marker: int, payload: bytes) -> bytes:
    return bytes([0xFF, marker]) + (len(payload) + 2).to_bytes(2, "big") + payload


def jpeg(
    packet: bytes = b"",
    *,
    iptc: bytes = b"",
    rich: bool = False,
    exif: bytes = b"",
    extra: bytes = b"",
    behind: bytes = b"",
) -> bytes:
    """A JPEG: EXIF, XMP, Photoshop resources, ICC and a comment, each where programs put it."""
    plain = io.BytesIO()
    options: dict[str, Any] = {"quality": 90}
    if rich:
        options |= {"icc_profile": icc(), "comment": "bình luận".encode(), "progressive": True}
    if rich or exif:
        options["exif"] = rich_exif(exif)
    picture().save(plain, "jpeg", **options)
    data = plain.getvalue()
    at = 2
    while data[at + 1] == 0xE0 or data[at + 4 : at + 10] == b"Exif\0\0":
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    added = b""
    if packet:
        added += segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + packet)
    added += extra
    if iptc:
        added += segment(0xED, b"Photoshop 3.0\0" + resources(iptc))
    return data[:at] + added + data[at:] + behind


def photo(folder: Path, kind: str, packet: bytes = b"", *, name: str = "ảnh của Đặng") -> Path:
    """A photo of a kind with this packet, made by Pillow or by hand."""
    path = folder / f"{name}.{kind}"
    if kind == "xmp":
        path.write_bytes(packet or xmp())
        return path
    if kind == "jpg":
        path.write_bytes(jpeg(packet, rich=True))
        return path
    options: dict[str, Any] = {"icc_profile": icc(), "exif": rich_exif()}
    if packet and kind == "png":
        from PIL.PngImagePlugin import PngInfo

        info = PngInfo()
        info.add_itxt("XML:com.adobe.xmp", packet.decode())
        info.add_text("Software", "Some program")
        options["pnginfo"] = info
    elif packet and kind == "webp":
        options["xmp"] = packet
    elif kind == "tif":
        from PIL.TiffImagePlugin import ImageFileDirectory_v2

        info = ImageFileDirectory_v2()
        info[305] = "Some program"
        if packet:
            info.tagtype[700] = 1
            info[700] = packet
        options = {"icc_profile": icc(), "tiffinfo": info, "compression": "tiff_lzw"}
    picture().save(path, **options)
    return path


def pixels(path: Path) -> str:
    """A hash of all frames as they are decoded, with mode and size."""
    with Image.open(path) as image:
        digest = hashlib.sha256()
        for frame in range(getattr(image, "n_frames", 1)):
            image.seek(frame)
            digest.update(f"{image.mode}{image.size}".encode() + image.tobytes())
        return digest.hexdigest()


@dataclass
class Look:
    """What exiftool sees in a photo: our entries, the descriptions by language, and everything else."""

    entries: list[dict[str, Any]]
    descriptions: dict[str, str] = field(default_factory=dict)
    others: dict[str, Any] = field(default_factory=dict)


class Exiftool:
    """One exiftool that stays open."""

    def __init__(self) -> None:
        if not shutil.which("exiftool"):
            pytest.skip("exiftool is the independent reader: apt-get install libimage-exiftool-perl")
        self._process = subprocess.Popen(
            ["exiftool", "-stay_open", "True", "-@", "-", "-common_args", "-charset", "filename=utf8"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    def __call__(self, *arguments: str | Path) -> bytes:
        assert self._process.stdin and self._process.stdout
        lines = "".join(f"{argument}\n" for argument in arguments)
        self._process.stdin.write(f"{lines}-execute\n".encode())
        self._process.stdin.flush()
        answer = b""
        while not answer.endswith((b"{ready}\n", b"{ready}\r\n")):
            block = self._process.stdout.readline()
            assert block, answer
            answer += block
        return answer[: answer.rindex(b"{ready}")]

    def tags(self, path: Path) -> dict[str, Any]:
        """All tags by group and name; not those of the file system."""
        found: dict[str, Any] = json.loads(
            self("-j", "-G1", "-struct", "-a", "-u", "-b", "-api", "largefilesupport=1", path)
        )[0]
        left_out = ("System:", "ExifTool:ExifTool", "SourceFile", "Composite:")
        return {name: value for name, value in found.items() if not name.startswith(left_out)}

    def look(self, path: Path) -> Look:
        """What it says, divided."""
        tags = self.tags(path)
        look = Look(tags.get("XMP-vifr:Translations", []))
        for name, value in tags.items():
            if name.startswith("XMP-dc:Description"):
                look.descriptions[name[19:] or "x-default"] = value
            elif not name.startswith(("XMP-vifr:", "RIFF:WebP_Flags")):  # the flag says that there is XMP
                look.others[name] = value
        return look

    def close(self) -> None:
        assert self._process.stdin
        self._process.stdin.write(b"-stay_open\nFalse\n")
        self._process.stdin.close()
        assert self._process.stdout
        self._process.stdout.close()
        self._process.wait(10)
