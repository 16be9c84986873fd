"""Is a reference set fit to be scored against? Asked before any score, fast enough to be asked always.

Reference sets go wrong in silence: the Vietnamese file of NTREX-128 once had 2,042 lines instead of 1,997,
and systems were ranked by it (MicrosoftTranslator/NTREX#3). Each doubt names the captions it is about.
"""

from mt.evaluation.honesty.doubt import Doubt
from mt.evaluation.honesty.inspection import displaced, inspect, inspect_bundled, inspect_output

__all__ = ["Doubt", "displaced", "inspect", "inspect_bundled", "inspect_output"]
