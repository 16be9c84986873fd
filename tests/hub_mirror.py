"""A hub on the loopback: answers what huggingface_hub really asks for a model, and fails on demand.

Serves folders as repositories. Like the hub it speaks of a file by its git blob id, of a large one (the
weights) by its SHA-256, answers every request for a file with the commit, and understands ranges.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

_API = re.compile(r"/api/models/([^/]+/[^/]+)(?:/revision/([^/]+))?$")
_TREE = re.compile(r"/api/models/([^/]+/[^/]+)/tree/([^/]+)$")
_FILE = re.compile(r"/([^/]+/[^/]+)/resolve/([^/]+)/(.+)$")


@dataclass
class Mirror:
    """What the hub has and how it fails.

    Attributes:
        repositories: folder of every hub id.
        gated: hub ids that are only given to those who accepted their terms.
        status: hub id to an HTTP status that every request for it is answered with.
        vanished: names of files that are listed, but answered with 404.
        truncated: names of files that end early, though everything said about them stays.
        dies_in: name of the file in the middle of which the server goes away for good.
        requests: method and path of every request so far.
    """

    repositories: dict[str, Path]
    gated: set[str] = field(default_factory=set)
    status: dict[str, int] = field(default_factory=dict)
    vanished: set[str] = field(default_factory=set)
    truncated: set[str] = field(default_factory=set)
    dies_in: str = ""
    requests: list[str] = field(default_factory=list)
    url: str = ""

    def commit(self, hub_id: str) -> str:
        """The commit of the main branch: changes with the content of the folder, as on the hub."""
        return hashlib.sha1("".join(sorted(_etag(file) for file in self._files(hub_id))).encode()).hexdigest()

    def info(self, hub_id: str) -> dict[str, object]:
        """Body of /api/models/<hub_id>."""
        return {
            "_id": "0" * 24,
            "id": hub_id,
            "modelId": hub_id,
            "sha": self.commit(hub_id),
            "private": False,
            "gated": False,
            "disabled": False,
            "tags": [],
            "downloads": 0,
            "likes": 0,
            "siblings": [{"rfilename": file.name, **_identity(file)} for file in self._files(hub_id)],
        }

    def tree(self, hub_id: str) -> list[dict[str, object]]:
        """Body of /api/models/<hub_id>/tree/<revision>."""
        return [
            {"type": "file", "path": file.name, "size": file.stat().st_size, "oid": _blob_id(file)}
            for file in self._files(hub_id)
        ]

    def _files(self, hub_id: str) -> list[Path]:
        return sorted(self.repositories[hub_id].iterdir())


@contextlib.contextmanager
def serve(mirror: Mirror) -> Iterator[Mirror]:
    """Serve `mirror` while the context is open; its `url` is for HF_ENDPOINT."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(mirror))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    mirror.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield mirror
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _is_large(file: Path) -> bool:
    return file.suffix in (".bin", ".safetensors", ".spm")


def _blob_id(file: Path) -> str:
    content = file.read_bytes()
    return hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()


def _etag(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest() if _is_large(file) else _blob_id(file)


def _identity(file: Path) -> dict[str, object]:
    size = file.stat().st_size
    large = {"lfs": {"sha256": _etag(file), "size": size, "pointerSize": 134}} if _is_large(file) else {}
    return {"size": size, "blobId": _blob_id(file), **large}


def _handler(mirror: Mirror) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *args: object) -> None:
            """Tests look at `Mirror.requests` instead."""

        def do_HEAD(self) -> None:
            self.do_GET()

        def do_GET(self) -> None:
            path = unquote(urlsplit(self.path).path)
            mirror.requests.append(f"{self.command} {path}")
            for pattern, answer in ((_API, self._info), (_TREE, self._tree), (_FILE, self._file)):
                if match := pattern.match(path):
                    if self._allowed(match[1], match[2]):
                        answer(*match.groups())
                    return
            self._fail(404, "", "not found")

        def _allowed(self, hub_id: str, revision: str | None) -> bool:
            if hub_id in mirror.status:
                self._fail(mirror.status[hub_id], "", "refused")
            elif hub_id not in mirror.repositories:
                self._fail(
                    401, "RepoNotFound", "Repository not found"
                )  # the hub does not tell absent from private
            elif hub_id in mirror.gated:
                self._fail(403, "GatedRepo", "Access to this model is restricted")
            elif revision not in (None, "main", mirror.commit(hub_id)):
                self._fail(404, "RevisionNotFound", f"Invalid rev id: {revision}")
            else:
                return True
            return False

        def _info(self, hub_id: str, _: str | None) -> None:
            self._json(mirror.info(hub_id))

        def _tree(self, hub_id: str, _: str) -> None:
            self._json(mirror.tree(hub_id))

        def _file(self, hub_id: str, _: str, name: str) -> None:
            file = mirror.repositories[hub_id] / name
            if name in mirror.vanished or not file.is_file():
                self._fail(404, "EntryNotFound", "Entry not found")
                return
            content = file.read_bytes()
            headers = {
                "ETag": f'"{_etag(file)}"',
                "X-Repo-Commit": mirror.commit(hub_id),
                "Accept-Ranges": "bytes",
            }
            start = 0
            if wanted := re.match(r"bytes=(\d+)-", self.headers.get("Range") or ""):
                start = int(wanted[1])
                headers["Content-Range"] = f"bytes {start}-{len(content) - 1}/{len(content)}"
            self.send_response(206 if start else 200)
            for header, value in {**headers, "Content-Length": str(len(content) - start)}.items():
                self.send_header(header, value)
            self.end_headers()
            if self.command == "HEAD":
                return
            if name == mirror.dies_in:
                self.wfile.write(content[start : start + (len(content) - start) // 2])
                self.wfile.flush()
                self.server.socket.close()  # nobody gets in any more
                self.close_connection = True
            elif name in mirror.truncated:
                self.wfile.write(content[start:-100] + bytes(100))
            else:
                self.wfile.write(content[start:])

        def _json(self, body: object) -> None:
            self._send(200, {"Content-Type": "application/json"}, json.dumps(body).encode())

        def _fail(self, status: int, code: str, message: str) -> None:
            headers = {"X-Error-Code": code, "X-Error-Message": message} if code else {}
            self._send(status, headers, message.encode())

        def _send(self, status: int, headers: dict[str, str], body: bytes) -> None:
            self.send_response(status)
            for header, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(header, value)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

    return Handler
