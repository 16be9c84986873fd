"""The main figures as one picture, for a README: on paper of its own, readable on light and dark pages."""

from __future__ import annotations

import io
from typing import Any

from mt.corpora.splits import SPLITS
from mt.dashboard.page import LANGUAGE
from mt.dashboard.survey import Survey
from mt.errors import MissingExtra

_PAPER, _INK, _SOFT, _RULE = "#faf8f3", "#1f1d1a", "#625c52", "#dcd5c7"
_LOOK = {"vi": "#8e2a1c", "fr": "#1c5d73"}
_SIZE, _DPI = (11.0, 6.4), 130
_LONGEST = 56  # words


def draw(survey: Survey) -> bytes:
    """A PNG of some 100 kB.

    Raises:
        MissingExtra: matplotlib is not installed.
    """
    try:
        import matplotlib

        matplotlib.use("agg")
        from matplotlib import pyplot
    except ImportError:
        raise MissingExtra("matplotlib", extra="charts", purpose="the picture") from None
    with pyplot.rc_context(_STYLE):
        figure, axes = pyplot.subplots(2, 2, figsize=_SIZE, dpi=_DPI)
        _title(figure, survey)
        _domains(axes[0][0], survey)
        _lengths(axes[0][1], survey)
        _growth(axes[1][0], survey)
        _glossary(axes[1][1], survey)
        figure.subplots_adjust(left=0.115, right=0.975, top=0.83, bottom=0.085, wspace=0.3, hspace=0.5)
        out = io.BytesIO()
        figure.savefig(out, format="png", facecolor=_PAPER, metadata={"Software": None})
        pyplot.close(figure)
    return out.getvalue()


_STYLE: Any = {  # of names that matplotlib knows
    "font.family": ["DejaVu Sans"],
    "font.size": 9,
    "text.color": _INK,
    "axes.facecolor": _PAPER,
    "axes.edgecolor": _INK,
    "axes.labelcolor": _SOFT,
    "axes.titlesize": 10.5,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.titlepad": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "xtick.color": _SOFT,
    "ytick.color": _SOFT,
    "xtick.labelsize": 8,
    "ytick.labelsize": 8,
    "grid.color": _RULE,
    "grid.linewidth": 0.8,
    "axes.axisbelow": True,
}


def _title(figure: Any, survey: Survey) -> None:
    sizes = ", ".join(f"{split} {len(survey.pairs[split]):,}" for split in SPLITS)
    figure.text(
        0.025, 0.935, f"{survey.captions:,} caption pairs", fontsize=20, family="DejaVu Serif", weight="bold"
    )
    figure.text(
        0.025,
        0.895,
        f"Vietnamese and French · {sizes} · glossary of {survey.terms:,} terms",
        fontsize=10,
        color=_SOFT,
    )


def _domains(axes: Any, survey: Survey) -> None:
    shares = survey.shares(lambda pair: pair.domain)
    names = list(reversed(shares))
    axes.barh(
        names, [100 * shares[name]["train"] for name in names], color=_LOOK["vi"], alpha=0.85, height=0.68
    )
    held_out = [50 * (shares[name]["dev"] + shares[name]["test"]) for name in names]
    axes.plot(held_out, range(len(names)), "D", color=_INK, markersize=3.4, label="dev and test")
    axes.set_title("Domains, % of captions")
    axes.tick_params(axis="y", length=0, labelcolor=_INK)
    axes.tick_params(axis="y", labelsize=7.5)
    axes.grid(axis="x")
    axes.legend(frameon=False, fontsize=8, loc="lower right", handletextpad=0.2)


def _lengths(axes: Any, survey: Survey) -> None:
    edges = list(range(0, _LONGEST + 1, 2))
    for code, name in LANGUAGE.items():
        filled = code == "vi"
        axes.hist(
            survey.words["train", code],
            bins=edges,
            histtype="stepfilled" if filled else "step",
            color=_LOOK[code],
            alpha=0.8 if filled else 1,
            linewidth=1.8,
            label=f"{name} ({'syllables' if filled else 'words'})",
        )
    axes.set_title("Words a caption, train")
    axes.set_xlim(0, _LONGEST)
    axes.grid(axis="y")
    axes.legend(frameon=False, fontsize=8)


def _growth(axes: Any, survey: Survey) -> None:
    for code, name in LANGUAGE.items():
        one = survey.growth[code]
        x, y = zip(*one.points, strict=True)
        axes.plot(x, y, color=_LOOK[code], linewidth=2.2, linestyle="-" if code == "vi" else (0, (5, 2)))
        where = len(x) * (3 if code == "vi" else 2) // 4  # above the line, where there is room
        axes.annotate(
            f"{name}: {one.different:,} in {one.read:,}",
            (x[where], y[where]),
            xytext=(-6, 7),
            textcoords="offset points",
            ha="right",
            va="bottom",
            color=_LOOK[code],
            fontsize=8.5,
        )
    axes.set_title("Vocabulary: different words by words read")
    axes.set_xlim(0)
    axes.set_ylim(0)
    thousands = _thousands()
    axes.xaxis.set_major_formatter(thousands)
    axes.yaxis.set_major_formatter(thousands)
    axes.grid()


def _glossary(axes: Any, survey: Survey) -> None:
    rows = sorted(survey.coverage, key=lambda row: row.used / max(row.terms, 1))
    names = [row.category for row in rows]
    axes.barh(
        names,
        [100 * row.used / max(row.terms, 1) for row in rows],
        color=_LOOK["fr"],
        alpha=0.85,
        height=0.68,
    )
    axes.set_title("Glossary: % of terms that a caption has")
    axes.set_xlim(0, 100)
    axes.tick_params(axis="y", length=0, labelcolor=_INK, labelsize=7.5)
    axes.grid(axis="x")


def _thousands() -> Any:
    from matplotlib.ticker import FuncFormatter

    return FuncFormatter(lambda value, _: f"{value / 1000:g} k" if value else "0")
