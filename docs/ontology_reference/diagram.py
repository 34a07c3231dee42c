"""The ontology in, SVG diagrams of its modules out, readable in print and by a screen reader.

A colour says no more than the words do. What a diagram shows stands in the pages too.
"""

from __future__ import annotations

import html
from collections.abc import Iterable
from typing import Final

from casegraph.terms import CG, RDF, SKOS, VOCABULARY, XSD, Prefixes
from ontology_reference.boxes import HEAD, ROW, Box, Layout, Row
from ontology_reference.layout import lay_out
from ontology_reference.model import Model, Module, Term, by_name, short

CELL: Final = 10
FONT: Final = 13
_WIDE: Final = 0.66  # of the font's size: the mean width of a letter in DejaVu Sans, and some more
_INSET: Final = 8
_LETTERS: Final = 40
_CORE: Final = (
    *("LegalCase", "Proceeding", "Participation", "Charge", "Decision", "Verdict", "Sentence"),
    *("AppealOutcome", "Agent", "Person", "Statement", "Claim", "Passage", "SourceDocument"),
)
_STYLE: Final = (
    ".f{fill:#fff}.b{fill:#fff;stroke:#555;stroke-width:1.2}.h{fill:#e3eef6}"
    ".t{font-weight:bold;fill:#111}.n{fill:#1a1a1a}.v,.s{fill:#555}.s{font-style:italic}"
    ".l{fill:none;stroke:#0b5c8f;stroke-width:1.3}.k{fill:none;stroke:#555;stroke-width:1.3;"
    "stroke-dasharray:5 3}.a{fill:#0b5c8f}.o{fill:#fff;stroke:#555;stroke-width:1.2}"
)


def overview(model: Model) -> str:
    """Draw the classes that carry the model, and what leads from one of them to another."""
    core = {CG + name: name for name in _CORE if CG + name in model.terms}
    boxes = []
    for iri, name in core.items():
        rows = tuple(
            _row(prop, core)
            for prop in by_name(model.properties_of(iri))
            if len(core.keys() & set(prop.ranges)) == 1
        )
        above = next((core[kind] for kind in model.terms[iri].broader if kind in core), "")
        boxes.append(Box(name, (f"module {model.terms[iri].module}",), rows, above))
    boxes.append(Box("any node", (), (_row(model.terms[f"{CG}supportedBy"], core),)))
    about = (
        "The classes that carry the chain of each defendant, the claims about it and the evidence, "
        "with the properties that lead from one of them to another."
    )
    return write_svg(boxes, lay_out(boxes, _width(boxes)), "model", "The model", about)


def module_diagram(model: Model, module: Module) -> str:
    """Draw the classes of a module with their properties."""
    inside = {term.iri: term.name for term in module.of_kind(classes=True)}
    boxes = []
    for term in module.of_kind(classes=True):
        foreign = [_name(iri) for iri in term.broader if iri not in inside]
        notes = [f"⊑ {', '.join(foreign)}"] if foreign else []
        rows = tuple(_row(prop, inside) for prop in by_name(model.properties_of(term.iri)))
        above = next((inside[iri] for iri in term.broader if iri in inside), "")
        boxes.append(Box(term.name, tuple(notes), rows, above))
    loose = [t for t in module.of_kind(classes=False) if not t.domains]
    if loose:
        rows = tuple(_row(prop, inside) for prop in by_name(loose))
        boxes.append(Box("any node", (), rows))
    about = (
        f"{module.description} Each box is a class with its properties and their values. "
        "A line leads from a property to the class of its values, "
        "a dashed one to what a class is a kind of."
    )
    identifier = f"model-{module.name}"
    return write_svg(boxes, lay_out(boxes, _width(boxes)), identifier, module.title, about)


def _row(prop: Term, inside: dict[str, str]) -> Row:
    """Describe a property by its values; a line leads to the one class of ours that they are of."""
    ours = [inside[iri] for iri in prop.ranges if iri in inside]
    names = [_name(iri) for iri in prop.ranges if iri != SKOS + "Concept" or not prop.schemes]
    names += [f"‹{iri.removeprefix(VOCABULARY)}›" for iri in prop.schemes]
    holds = "anything" if not names else " | ".join(names) if len(names) < 3 else "several"
    room = _LETTERS - len(prop.name)
    return Row(
        prop.name, holds if len(holds) <= room else "several", ours[0] if len(ours) == 1 else ""
    )


def _name(iri: str) -> str:
    if iri.startswith((CG, RDF, XSD)):
        return iri.rsplit("#", 1)[-1]
    return short(iri, Prefixes())


def text_width(text: str) -> float:
    """Return how wide a text may become, in pixels, in the widest font that is likely."""
    return len(text) * FONT * _WIDE


def _width(boxes: Iterable[Box]) -> int:
    """Return the width of the widest line of all boxes, in cells; an even number."""
    widest = 0.0
    for box in boxes:
        lines = [(text_width(box.title) * 1.1), *(text_width(note) for note in box.notes)]
        lines += [text_width(row.name) + text_width(row.holds) + 14 for row in box.rows]
        widest = max(widest, *lines)
    cells = int((widest + 2 * _INSET) / CELL) + 1
    return cells + cells % 2


def write_svg(boxes: Iterable[Box], layout: Layout, identifier: str, title: str, about: str) -> str:
    """Write a picture.

    Args:
        boxes: what stands in it.
        layout: where.
        identifier: begins the identifiers in it, which are unique in a page with several pictures.
        title: its name.
        about: what it shows, for who does not see it.
    """
    width, height = (size * CELL for size in layout.size)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" role="img" '
        f'aria-labelledby="{identifier}-t {identifier}-d" '
        f'font-family="DejaVu Sans, Verdana, sans-serif" font-size="{FONT}">',
        f'<title id="{identifier}-t">{html.escape(title)}</title>',
        f'<desc id="{identifier}-d">{html.escape(about)}</desc>',
        f"<style>{_STYLE}</style>",
        f'<defs><marker id="{identifier}-a" viewBox="0 0 10 10" refX="10" refY="5" '
        'markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto">'
        '<path class="a" d="M0 0 10 5 0 10z"/></marker>'
        f'<marker id="{identifier}-o" viewBox="-1 -1 13 12" refX="11" refY="5" '
        'markerWidth="13" markerHeight="12" markerUnits="userSpaceOnUse" orient="auto">'
        '<path class="o" d="M0 0 11 5 0 10z"/></marker></defs>',
        f'<rect class="f" width="{width}" height="{height}"/>',
    ]
    for line in layout.lines:
        way = " ".join(f"{x * CELL} {y * CELL}" for x, y in line.points)
        style, end = ("k", "o") if line.kind_of else ("l", "a")
        lines.append(
            f'<polyline class="{style}" points="{way}" marker-end="url(#{identifier}-{end})"/>'
        )
    for box in boxes:
        lines += _box(box, layout)
    return "\n".join([*lines, "</svg>"]) + "\n"


def _box(box: Box, layout: Layout) -> list[str]:
    left, top = (place * CELL for place in layout.corners[box.title])
    width, height = layout.width * CELL, box.height * CELL
    right = left + width - _INSET
    lines = [
        f'<rect class="b" x="{left}" y="{top}" width="{width}" height="{height}"/>',
        f'<rect class="b h" x="{left}" y="{top}" width="{width}" height="{HEAD * CELL - 6}"/>',
        _text("t", left + _INSET, top + 17, box.title),
    ]
    for place, note in enumerate(box.notes):
        y = top + (HEAD + ROW * place + 1) * CELL + 4
        lines.append(_text("s", left + _INSET, y, note))
    for place, row in enumerate(box.rows):
        y = top + box.row_at(place) * CELL + 4
        lines.append(_text("n", left + _INSET, y, row.name))
        lines.append(_text("v", right, y, row.holds, ' text-anchor="end"'))
    return lines


def _text(style: str, x: int, y: int, text: str, more: str = "") -> str:
    return f'<text class="{style}" x="{x}" y="{y}"{more}>{html.escape(text)}</text>'
