"""Train or fine-tune a model, from a checkout: the same as `vifr train`.

python scripts/train.py --from embedded --direction vi-fr --pairs ours.tsv --out ours
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from mt.cli.main import main

if __name__ == "__main__":
    sys.exit(main(["train", *sys.argv[1:]]))
