"""Evaluate quality on the bundled pairs, from a checkout: the same as `vifr evaluate`.

python scripts/evaluate.py --direction vi-fr
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from mt.cli.main import main

if __name__ == "__main__":
    sys.exit(main(["evaluate", *sys.argv[1:]]))
