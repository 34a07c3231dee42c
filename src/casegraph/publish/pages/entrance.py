"""A graph in, the pages that lead to others out: start, lists, search, and what the data is."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from pyoxigraph import Literal

from casegraph.project import About as Said
from casegraph.project import read_about
from casegraph.publish.dataset import dump_names
from casegraph.publish.pages.browse import read_shelf, read_shelves, read_wanted, search
from casegraph.publish.pages.editor import completes
from casegraph.publish.pages.frame import Press
from casegraph.publish.pages.render import About
from casegraph.publish.pages.workshop import Workshop
from casegraph.publish.profile import SCHEMA

_MOST_CASES = 24
# what a server has beside pages
_WAYS = (
    ("dataset", "Description of the data (DCAT, VoID)"),
    ("sparql", "SPARQL endpoint"),
    ("openapi.json", "HTTP interface (OpenAPI)"),
    ("ns", "Ontology"),
)
# of a release, as files of a site too
_DUMPS = (
    ("dump/data.nq", "All of it as RDF (N-Quads)"),
    ("dump/dataset.ttl", "Description of the data and its dumps (DCAT, VoID)"),
    ("dump/SHA256SUMS", "Hashes of the dumps"),
)


@dataclass(frozen=True)
class Holdings:
    """How many statements there are, and of which kind.

    Attributes:
        total: all.
        stated: those of the files of the data.
        derived: those that rules derive.
        terms: those of the ontology and its vocabularies.
    """

    total: int
    stated: int
    derived: int
    terms: int


def write_start(press: Press) -> bytes:
    """Write the page that everybody sees first."""
    shop = Workshop(press.graph)
    said = read_about(press.graph.project)
    return press.write(
        "start",
        About(said.title, canonical=press.site, cited="index", here="search"),
        description=said.description,
        cases=read_shelf(shop, "case", most=_MOST_CASES),
        shelves=read_shelves(shop),
        questions=len(press.graph.project.queries()),
        completes=completes(),
    )


def write_browse(press: Press) -> bytes:
    """Write the list of the lists."""
    shelves = read_shelves(Workshop(press.graph))
    about = About("Browse", canonical=f"{press.site}browse", cited="browse", here="browse")
    return press.write("browse", about, shelves=shelves)


def write_shelf(press: Press, kind: str, page: int = 1) -> bytes | None:
    """Write the list of the things of a kind.

    Args:
        press: writes pages.
        kind: the first part of their addresses.
        page: which part of a long list, from 1.

    Returns:
        None where there is no such list.
    """
    shelf = read_shelf(Workshop(press.graph), kind, page)
    if shelf is None:
        return None
    about = About(
        shelf.name,
        canonical=f"{press.site}browse/{kind}",
        cited=f"browse/{kind}",
        noindex=press.hidden(f"{kind}/"),
        here="browse",
    )
    return press.write("shelf", about, shelf=shelf)


def write_search(press: Press, wanted: str = "") -> bytes:
    """Write what a name finds; without one, the field for it."""
    wanted = read_wanted(wanted)
    hits = search(Workshop(press.graph), wanted) if wanted else ()
    # names that somebody looked for are no page for search engines
    scripts = () if press.links.asks else ("names.js", "search.js")
    about = About(
        "Search",
        canonical=f"{press.site}search",
        cited="search",
        given={"q": wanted} if wanted else {},
        noindex=True,
        here="search",
        scripts=scripts,
    )
    return press.write("search", about, wanted=wanted, hits=hits)


def write_about(press: Press) -> bytes:
    """Write what the data is, how to read it, and where to ask for corrections."""
    said = read_about(press.graph.project)
    about = About(
        "About the data",
        canonical=f"{press.site}about",
        cited="about",
        json_ld=json.dumps(_dataset(press, said), ensure_ascii=False, separators=(",", ":")),
        here="about",
    )
    return press.write(
        "about",
        about,
        said=said,
        holds=read_holdings(press),
        shelves=read_shelves(Workshop(press.graph)),
        ways=[
            (press.links.up + way, words)
            for way, words in (*_WAYS * press.links.asks, *_DUMPS * press.frame.released)
        ],
    )


def read_holdings(press: Press) -> Holdings:
    """Count statements by what they rest on."""
    manifest = press.graph.generation.manifest
    total, derived = manifest["quads"], sum(manifest["derived"].values())
    graphs = list(press.graph.project.ontology_files().values())
    rows = Workshop(press.graph).reader.rows("graph-sizes", graph=graphs)
    terms = sum(int(count.value) for _, count in rows if isinstance(count, Literal))
    return Holdings(total, total - derived - terms, derived, terms)


def _dataset(press: Press, said: Said) -> dict[str, Any]:
    """Say of the data what search engines for data read, in terms of schema.org."""
    told: dict[str, Any] = {
        "@context": SCHEMA.context,
        "@id": f"{press.site}dataset",
        "@type": "Dataset",
        "name": said.title,
        "url": f"{press.site}about",
        "version": press.frame.digest,
    }
    if said.description:
        told["description"] = said.description
    if said.licence:
        told["license"] = {"@id": said.licence}
    if said.publisher:
        told["publisher"] = {"@type": "Organization", "name": said.publisher}
    if press.frame.released:
        told["distribution"] = [
            {
                "@type": "DataDownload",
                "contentUrl": f"{press.site}dump/{name}",
                "encodingFormat": kind,
            }
            for name, kind in dump_names().items()
        ]
    return told
