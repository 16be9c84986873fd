"""Align captions, from a checkout: the same as `vifr align`.

python scripts/align.py captions.vi.txt captions.fr.txt
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from mt.cli.main import main

if __name__ == "__main__":
    sys.exit(main(["align", *sys.argv[1:]]))
