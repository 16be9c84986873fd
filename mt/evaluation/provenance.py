"""What an evaluation was made with: versions, date, machine; nothing that tells whose machine it was."""

from __future__ import annotations

import os
import platform
import re
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from mt import __version__


def provenance() -> dict[str, str]:
    """Name → value, in the order in which a reader wants them."""
    return {
        "date": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        "vifr": __version__,
        "sacrebleu": version("sacrebleu"),
        "ctranslate2": version("ctranslate2"),
        "Python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "processor": processor(),
    }


def processor() -> str:
    """The model of the processor, where the system says it, and how many cores this process may use."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    model = ""
    try:
        told = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace")
    except OSError:
        model = platform.processor()
    else:
        found = re.search(r"^model name\s*:\s*(.+)$", told, re.MULTILINE)
        model = found[1].strip() if found else ""
    return f"{model or platform.machine()}, {cores} {'core' if cores == 1 else 'cores'}"
