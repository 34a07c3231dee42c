"""A network in, one self-contained page out: nothing is loaded from anywhere.

A policy in the page allows only the scripts and styles that it carries, by their hashes. Without
JavaScript, or without the scripts of others, the picture and the tables stay.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import asdict
from functools import lru_cache
from html import escape
from importlib.metadata import version
from importlib.resources import files
from string import Template
from typing import Any, Final

from casegraph.assets import asset, listed, missing
from casegraph.network.column import Column
from casegraph.network.datasheet import caution, datasheet
from casegraph.network.layout import positions
from casegraph.network.model import Network
from casegraph.network.page.tables import Around, edge_rows, more_of, node_rows
from casegraph.network.picture.canvas import INK, PALE, RULE
from casegraph.network.picture.draw import draw
from casegraph.network.picture.edges import LINES, edge_kinds, widths
from casegraph.network.style import COLOURS, DARK, kind_order, kind_words, node_kinds, styles
from casegraph.network.write.gexf import sizes_of
from casegraph.terms import VOCABULARY

SCRIPTS: Final = ("graphology.js", "sigma.js")
_MOST_DRAWN: Final = 1000
_SIGNS: Final = {"o": "●", "s": "■", "^": "▲", "D": "◆", "h": "⬢", "v": "▼"}
# what is no kind of node or edge, on a dark ground
_TONES: Final = {"#ffffff": "#16181a", INK: "#e9e6df", PALE: "#b3aea3", RULE: "#454b50"}
_POLICY: Final = (
    "default-src 'none'; script-src {scripts}; style-src {styles}; img-src data:; base-uri 'none'; "
    "form-action 'none'"
)


def write_page(network: Network, title: str, around: Around | None = None) -> str:
    """Write a network as a page of HTML.

    Args:
        network: the network.
        title: what stands above.
        around: where the page stands; without, its links are the addresses of the things.

    Returns:
        The page. Without the scripts of others (`casegraph.assets`) it says so, and has the
        picture and the tables only.
    """
    absent = missing(*SCRIPTS)
    scripts = [] if absent else [_script(name) for name in SCRIPTS]
    scripts += [] if absent else [_part("page.js")]
    style = _part("page.css") + _dark()
    sheet = datasheet(network)
    title = title.rstrip(".")
    picture, styles_within = _picture(network, title)
    return Template(_part("page.html")).substitute(
        lang=escape(network.origin.language or "en", quote=True),
        policy=_POLICY.format(
            scripts=" ".join(map(_hash, scripts)) or "'none'",
            styles=" ".join(_hash(text) for text in (style, *styles_within)),
        ),
        generator=f"casegraph {version('casegraph')}",
        title=escape(title),
        style=style,
        about=_about(network),
        counts=_counts(network),
        caution=escape(caution(network)),
        home=_home(around),
        missing=_note(absent),
        picture=picture,
        nodes=node_rows(network, around),
        edges=edge_rows(network, around),
        sheet=escape(sheet.to_markdown()),
        data="{}" if absent else _json(_data(network, around)),
        scripts="\n".join(f"<script>{text}</script>" for text in scripts),
    )


@lru_cache(maxsize=4)
def _part(name: str) -> str:
    return files("casegraph.network.page").joinpath(name).read_text("utf-8")


def _script(name: str) -> str:
    """Return a script of others, with its licence in front; it must not end its element."""
    text = asset(name).decode("utf-8")
    text = re.sub(r"\n?//# sourceMappingURL=.*", "", text).replace("</script", "<\\/script")
    return f"/*! {listed()[name].licence} */\n{text}"


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def _about(network: Network) -> str:
    return f"<p>{escape(network.origin.about)}</p>" if network.origin.about else ""


def _counts(network: Network) -> str:
    nodes = f"{len(network)} node{'' if len(network) == 1 else 's'}"
    edges = f"{network.size} edge{'' if network.size == 1 else 's'}"
    return f"{nodes}, {edges}, {'directed' if network.directed else 'undirected'}"


def _home(around: Around | None) -> str:
    if around is None:
        return ""
    return f'<p><a href="{escape(around.home, quote=True)}">Back to the site</a></p>'


def _note(absent: list[str]) -> str:
    if not absent:
        return ""
    return (
        '<p class="note">This page was written without the scripts that let you explore the '
        f"network ({escape(', '.join(absent))}). The picture and the tables are complete.</p>"
    )


def _picture(network: Network, title: str) -> tuple[str, list[str]]:
    """Return the picture as SVG, and the styles in it; none of a network too large for a page."""
    if len(network) > _MOST_DRAWN:
        return "<p>The network is too large for a picture on this page.</p>", []
    svg = draw(network, ".svg", title).decode("utf-8")
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    # styles of elements would need a hash each; as attributes they need none
    svg = re.sub(r' style="([^"]*)"', _as_attributes, svg)
    within = re.findall(r"<style[^>]*>(.*?)</style>", svg, flags=re.DOTALL)
    label = escape(f"Picture of the network: {title}", quote=True)
    return svg.replace("<svg ", f'<svg role="img" aria-label="{label}" ', 1), within


def _as_attributes(style: re.Match[str]) -> str:
    pairs = (part.partition(":") for part in style[1].split(";") if part.strip())
    return "".join(f' {name.strip()}="{_toned(value.strip())}"' for name, _, value in pairs)


def _toned(value: str) -> str:
    """Let a colour of the picture be another one where the page is dark."""
    return re.sub("#([0-9a-f]{6})", r"var(--p-\1, #\1)", value)


def _dark() -> str:
    """Write the colours of the picture on a dark ground; on paper they are what they were."""
    tones = dict(_TONES)
    tones |= {light.lower(): dark for light, dark in zip(COLOURS, DARK, strict=True)}
    tones |= {light: dark for light, _, dark in LINES}
    told = " ".join(f"--p-{light[1:]}: {dark};" for light, dark in tones.items())
    return f"@media screen and (prefers-color-scheme: dark) {{ :root {{ {told} }} }}\n"


def _json(data: Any) -> str:
    """Write JSON that cannot end its element, whatever is in it."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _data(network: Network, around: Around | None) -> dict[str, Any]:
    kinds = node_kinds(network)
    looks = styles(kind_order(kinds))
    places = positions(network).tolist()
    sizes = sizes_of(network) / 3
    columns = {n: c for n, c in network.nodes.items() if n not in ("label",)}
    nodes = [
        {
            "label": network.labels[n],
            "kind": kinds[n],
            "x": places[n][0],
            "y": places[n][1],
            "size": round(float(sizes[n]), 2),
            "more": {"permalink": network.ids[n], **more_of(columns, n)},
        }
        for n in range(len(network))
    ]
    own = edge_kinds(network)
    wide = widths(network)
    start, end = (_days(network.edges.get(name)) for name in ("start", "end"))
    edges = [
        {
            "s": source,
            "t": target,
            "kind": own[n],
            "width": round(float(wide[n]), 2),
            "start": start[n] if start else None,
            "end": end[n] if end else None,
            "more": more_of(network.edges, n),
        }
        for n, (source, target) in enumerate(
            zip(network.source.tolist(), network.target.tolist(), strict=True)
        )
    ]
    return {
        "directed": network.directed,
        "around": asdict(around) if around else None,
        "vocabulary": VOCABULARY,
        "looks": {
            kind: {"colour": look.colour, "dark": look.dark, "sign": _SIGNS[look.marker]}
            for kind, look in looks.items()
        },
        "words": {k: network.origin.words.get(k) or kind_words(k) for k in sorted({*kinds, *own})},
        "nodes": nodes,
        "edges": edges,
    }


def _days(column: Column | None) -> list[str | None]:
    if column is None or column.kind != "date":
        return []
    return [None if day is None else day.isoformat() for day in column]  # type: ignore[union-attr]  # of kind date
