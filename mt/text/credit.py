"""The credit of a photo: found at the end of a caption, and written as the other language's press writes it.

`… tại Hà Nội. Ảnh: Lâm Khánh/TTXVN` becomes `… à Hanoï. Photo : Lam Khanh/VNA`. A model has to guess at
names that it has never seen; a rule does not. So a credit goes around the model.
"""

from __future__ import annotations

from mt.text.credit_find import Credit, find
from mt.text.credit_labels import Kind
from mt.text.credit_render import Rendering, attach, render, rendering
from mt.text.institution_parts import Terms

__all__ = ["Credit", "Kind", "Rendering", "Terms", "attach", "find", "render", "rendering"]
