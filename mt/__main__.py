"""`python -m mt <command>`, the same as `vifr <command>`."""

import sys

from mt.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
