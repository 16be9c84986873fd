"""The hub, through huggingface_hub: the files of a model. Every failure becomes one line.

`HF_ENDPOINT`, `HF_HOME`, `HF_HUB_CACHE`, `HF_HUB_OFFLINE` and `HF_TOKEN` are honoured, and read at the call.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import sys
import warnings
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from logging import ERROR
from pathlib import Path

from mt.errors import DownloadError, OutputError, VifrError
from mt.models import location
from mt.models.manifest import file_sha256

_TIMEOUT = 10.0  # seconds for an answer; a host that is down must not hold up anybody for long
_LOGIN = "log in with: hf auth login, or set HF_TOKEN"
_AGAIN = "run the command again; files that are whole are kept"


@dataclass(frozen=True, slots=True)
class HubFile:
    """Size of a file in bytes and its hash: SHA-256 of a large one, git blob id (SHA-1) of a small one."""

    size: int
    sha256: str
    blob_id: str

    def fits(self, path: Path) -> bool:
        """Whether the file at `path` is this one."""
        if path.stat().st_size != self.size:
            return False
        if self.sha256:
            return file_sha256(path) == self.sha256
        blob = b"blob %d\0" % self.size + path.read_bytes()
        return not self.blob_id or hashlib.sha1(blob, usedforsecurity=False).hexdigest() == self.blob_id


@dataclass(frozen=True, slots=True)
class Listing:
    """The files of one revision of a model on the hub, by name."""

    hub_id: str
    revision: str
    commit: str
    files: Mapping[str, HubFile]


def list_files(hub_id: str, revision: str) -> Listing:
    """Ask the hub for the commit and the files of `revision`, in one request that is not repeated.

    Raises DownloadError: offline, host down, no such model or revision, no access.
    """
    for variable in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"):
        if os.environ.get(variable, "").upper() in ("1", "ON", "YES", "TRUE"):
            raise DownloadError(f"cannot be downloaded: {variable} is set", where=hub_id, remedy="unset it")
    with _one_line(hub_id, revision):
        from huggingface_hub import HfApi

        info = HfApi(endpoint=_endpoint()).model_info(
            hub_id, revision=revision, files_metadata=True, timeout=_TIMEOUT
        )
        files = {
            file.rfilename: HubFile(file.size or 0, file.lfs.sha256 if file.lfs else "", file.blob_id or "")
            for file in info.siblings or ()
        }
        return Listing(hub_id, revision, info.sha or "", files)


def download(listing: Listing, names: Iterable[str], *, force: bool = False) -> Path:
    """Download the files into the hub's cache and compare sizes and hashes; returns the snapshot folder.

    A progress bar for each file is shown on a terminal. Raises DownloadError, or OutputError for a full disk.
    """
    snapshot = Path()
    for name in names:
        path = _fetch(listing, name, force=force)
        if not listing.files[name].fits(path):
            path = _fetch(listing, name, force=True)  # the copy in the cache may have been damaged since
            if not listing.files[name].fits(path):
                what = f"{name} arrived damaged"
                raise DownloadError(what, where=listing.hub_id, remedy="run: vifr models pull again")
        snapshot = path.parent
    if snapshot.name != listing.commit:
        raise DownloadError(
            "was changed on the hub meanwhile", where=listing.hub_id, remedy="run the command again"
        )
    return snapshot


def _fetch(listing: Listing, name: str, *, force: bool) -> Path:
    with _one_line(listing.hub_id, listing.revision, name):
        from huggingface_hub import hf_hub_download

        path = hf_hub_download(
            listing.hub_id,
            name,
            revision=listing.revision,
            cache_dir=location.hub_cache(),
            endpoint=_endpoint(),
            etag_timeout=_TIMEOUT,
            force_download=force,
        )
        return Path(path)


def _endpoint() -> str:
    return (os.environ.get("HF_ENDPOINT") or "https://huggingface.co").rstrip("/")


@contextlib.contextmanager
def _one_line(hub_id: str, revision: str, name: str = "") -> Iterator[None]:
    """Silence huggingface_hub, but for its bars on a terminal, and turn what it raises into one line."""
    from huggingface_hub.utils import logging
    from huggingface_hub.utils.tqdm import (
        are_progress_bars_disabled,
        disable_progress_bars,
        enable_progress_bars,
    )

    verbosity = logging.get_verbosity()
    logging.set_verbosity(ERROR)
    hide = not sys.stderr.isatty() and not are_progress_bars_disabled()
    if hide:
        disable_progress_bars()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except Exception as error:  # besides its own classes it lets those of its HTTP library through
        raise _explain(error, hub_id, revision, name) from error
    finally:
        logging.set_verbosity(verbosity)
        if hide:
            enable_progress_bars()


def _explain(error: Exception, hub_id: str, revision: str, name: str) -> VifrError:
    from huggingface_hub import errors

    endpoint = _endpoint()
    if isinstance(error, errors.GatedRepoError):
        remedy = f"accept its terms on {endpoint}/{hub_id} and {_LOGIN}"
        return DownloadError("is only given to those who accept its terms", where=hub_id, remedy=remedy)
    if isinstance(error, errors.RevisionNotFoundError):
        return DownloadError(f"has no revision {revision!r} on {endpoint}", where=hub_id)
    if isinstance(error, errors.RepositoryNotFoundError):
        remedy = f"check the name; for a private model {_LOGIN}"
        return DownloadError(f"does not exist on {endpoint}, or is private", where=hub_id, remedy=remedy)
    if isinstance(error, errors.RemoteEntryNotFoundError):
        return DownloadError(f"{name} is listed by {endpoint}, but not there", where=hub_id, remedy=_AGAIN)
    if isinstance(error, errors.HfHubHTTPError):
        code = error.response.status_code
        remedy = _LOGIN if code in (401, 403) else "try again later"
        return DownloadError(f"{endpoint} answers with HTTP status {code}", where=hub_id, remedy=remedy)
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EROFS):
        what = f"the download cannot be stored here ({error.strerror})"
        where = error.filename or location.hub_cache()
        return OutputError(what, where=where, remedy="free or unlock it, or set HF_HOME to another folder")
    if name:
        return DownloadError(
            f"the download of {name} broke off ({_first_line(error)})", where=hub_id, remedy=_AGAIN
        )
    what = f"{endpoint} cannot be reached ({_first_line(error)})"
    return DownloadError(what, where=hub_id, remedy="check the connection, the proxy and HF_ENDPOINT")


def _first_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return lines[0][:160] if lines else type(error).__name__
