"""Translate new captions, from a checkout: the same as `vifr translate`.

python scripts/translate.py --from vi captions.txt
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from mt.cli.main import main

if __name__ == "__main__":
    sys.exit(main(["translate", *sys.argv[1:]]))
