"""A template, its data and the links of a page in, HTML out: every text is escaped by default."""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from casegraph.network.page import EXPLORERS
from casegraph.publish.pages.links import Links
from casegraph.publish.pages.phrases import texts_of
from casegraph.publish.pages.pieces import Ref, Source, Text, Time
from casegraph.publish.pages.stock import there
from casegraph.publish.pages.words import counted


@dataclass(frozen=True)
class Frame:
    """What stands around every page.

    Attributes:
        site: what the site is called.
        version: names the state of the data, in short.
        digest: names it in full.
        licence: the IRI of the licence of the data, or an empty string.
        contact: where to ask for corrections, or an empty string.
        released: whether this is a release; else a page says that it is none.
    """

    site: str
    version: str
    digest: str
    licence: str = ""
    contact: str = ""
    released: bool = True


@dataclass(frozen=True)
class About:
    """What a page says of itself, in its head.

    Attributes:
        title: of what it is about.
        canonical: its public address, or an empty string.
        path: of a document, below the base: it has other forms beside it.
        cited: of a page that is no document, the name by which its citation is asked for.
        given: what was given, as people type it.
        noindex: whether search engines are asked to leave it out.
        json_ld: what it says in terms of schema.org, or an empty string.
        here: the part of the site that it is in, by the name of its page; `search` where a field
            to search stands in it, and none is needed above.
        scripts: files of ours and of others that it runs.
        styles: style sheets beside that of the site.
    """

    title: str
    canonical: str = ""
    path: str = ""
    cited: str = ""
    given: Mapping[str, str] = field(default_factory=dict)
    noindex: bool = False
    json_ld: str = ""
    here: str = ""
    scripts: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()


_FORMS: Final = (
    ("ttl", "Turtle", "text/turtle"),
    ("jsonld", "JSON-LD", "application/ld+json"),
    ("nt", "N-Triples", "application/n-triples"),
    ("trig", "TriG", "application/trig"),
    ("nq", "N-Quads", "application/n-quads"),
    ("rdf", "RDF/XML", "application/rdf+xml"),
    ("json", "JSON", "application/json"),
)
# what a page may load and do; the server says so in a header
POLICY: Final = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'"
)
# of a file on a disk, of which browsers do not agree whether it is of the same origin as others
_FILE_POLICY: Final = (
    "default-src 'self' file:; script-src 'self' file:; style-src 'self' file:; "
    "img-src 'self' file: data:; object-src 'none'; base-uri 'none'; form-action 'self' file:"
)
_CITED: Final = (("bib", "BibTeX"), ("csl", "CSL-JSON"))


def render(template: str, links: Links, frame: Frame, about: About, **data: Any) -> bytes:
    """Write a page.

    Args:
        template: the name of a template, without its end.
        links: of this page.
        frame: what stands around it.
        about: what it says of itself.
        data: what the template shows.
    """
    found = _environment().get_template(f"{template}.html.jinja")
    text = found.render(
        links=links,
        frame=frame,
        about=about,
        forms=_FORMS,
        cited=_CITED,
        policy=_FILE_POLICY,
        explorable=there(*EXPLORERS),
        **data,
    )
    return text.encode("utf-8", "replace")


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("casegraph.publish.pages", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "texts": texts_of,
        "counted": counted,
        "short": lambda number: f"{number:g}",
        "first_upper": lambda text: text[:1].upper() + text[1:],
        "by_publisher": by_publisher,
        "coded": coded,
        "data": data_block,
    }
    environment.tests |= {
        "ref": lambda piece: isinstance(piece, Ref),
        "time": lambda piece: isinstance(piece, Time),
    }
    return environment


def coded(text: str, links: Links | None = None, questions: Container[str] = ()) -> Markup:
    """Write a text of a header as HTML: what stands between backticks is a name of programs.

    Args:
        text: the text.
        links: of the page.
        questions: names of questions, which lead to their pages.
    """
    parts = text.split("`")
    if len(parts) % 2 == 0:  # one backtick too many: nothing is between two
        return escape(text)

    def shown(name: str) -> Markup:
        code = Markup("<code>{}</code>").format(name)
        if links is None or name not in questions:
            return code
        return Markup('<a href="{}">{}</a>').format(links.page(f"question/{name}"), code)

    return Markup("").join(shown(t) if n % 2 else escape(t) for n, t in enumerate(parts))


def data_block(value: Any) -> Markup:
    """Write JSON for an element `script`, which it cannot end whatever is in it."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    safe = text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
    # no text in it can be read as markup: see above
    return Markup(safe)  # noqa: S704


def by_publisher(sources: Iterable[Source]) -> Mapping[tuple[Text, ...], list[Source]]:
    """Put the documents of one publisher together."""
    found: dict[tuple[Text, ...], list[Source]] = {}
    for source in sources:
        found.setdefault(source.publishers, []).append(source)
    return found
