"""Sections of the results in, RESULTS.md out: each is written by its own program, none by hand."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Final

import matplotlib
from matplotlib import pyplot
from matplotlib.axes import Axes

BENCH: Final = Path(__file__).resolve().parent
# the order of RESULTS.md; a section that was never written is left out
SECTIONS: Final = ("questions", "scale", "network", "load", "remote", "mutation")
_HEAD: Final = "# Results\n\nWritten by `make bench`, from the sections in `bench/results/`.\n"


def write_section(name: str, lines: Iterable[str], folder: Path = BENCH) -> Path:
    """Write one section, and join all sections that there are.

    Args:
        name: one of `SECTIONS`.
        lines: Markdown, from a heading of the second level.
        folder: where RESULTS.md and `results/` are.

    Returns:
        The path of RESULTS.md.
    """
    assert name in SECTIONS, name
    parts = folder / "results"
    parts.mkdir(exist_ok=True)
    (parts / f"{name}.md").write_text("\n".join(lines) + "\n", "utf-8")
    written = [parts / f"{section}.md" for section in SECTIONS]
    texts = [_HEAD, *(path.read_text("utf-8") for path in written if path.is_file())]
    whole = folder / "RESULTS.md"
    whole.write_text("\n".join(texts), "utf-8")
    return whole


def write_plot(
    name: str, across: str, up: str, series: Mapping[str, Sequence[tuple[float, float]]]
) -> None:
    """Draw series of points on two logarithmic axes, beside the section that shows them.

    Args:
        name: the section.
        across: what the horizontal axis is.
        up: what the vertical axis is.
        series: points by name; empty ones are left out.
    """
    with _drawn(name, 4.2) as axes:
        for (label, points), marker in zip(series.items(), "osD^vX*P", strict=False):
            if points:
                axes.plot(*zip(*points, strict=True), marker=marker, label=label)
        axes.set(xscale="log", yscale="log", xlabel=across, ylabel=up)
        axes.grid(visible=True, which="major", alpha=0.3)


def write_bars(
    name: str, across: str, bars: Mapping[str, Mapping[str, float]], *, logarithmic: bool = False
) -> None:
    """Draw bars of several things side by side, beside the section that shows them.

    Args:
        name: the section.
        across: what the length of a bar is.
        bars: for each label, what there is to compare, by what it is of.
        logarithmic: whether lengths are logarithms.
    """
    kinds = list(dict.fromkeys(kind for group in bars.values() for kind in group))
    height = 0.8 / len(kinds)
    with _drawn(name, 1.2 + 0.16 * len(bars) * (1 + len(kinds))) as axes:
        for number, kind in enumerate(kinds):
            places = [row + (number - (len(kinds) - 1) / 2) * height for row in range(len(bars))]
            lengths = [group.get(kind, 0) for group in bars.values()]
            axes.barh(places, lengths, height, label=kind)
        axes.set_yticks(range(len(bars)), list(bars))
        axes.set_ylim(len(bars) - 0.4, -0.6)
        axes.set(xscale="log" if logarithmic else "linear", xlabel=across)
        axes.grid(visible=True, which="major", axis="x", alpha=0.3)


@contextmanager
def _drawn(name: str, height: float) -> Iterator[Axes]:
    """Make a plot whose bytes depend on what it shows alone."""
    matplotlib.use("svg")
    with matplotlib.rc_context({"svg.hashsalt": name, "svg.fonttype": "path"}):
        figure, axes = pyplot.subplots(figsize=(7, height), layout="constrained")
        yield axes
        figure.legend(loc="outside upper center", ncols=4, frameon=False)
        figure.savefig(BENCH / "results" / f"{name}.svg", metadata={"Date": None})
        pyplot.close(figure)


def circumstances(packages: Iterable[str]) -> list[str]:
    """Say on what machine and with which versions a section was measured."""
    return [
        f"- machine: {os.cpu_count()} cores, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}",
        f"- versions: {', '.join(f'{name} {version(name)}' for name in packages)}",
    ]
