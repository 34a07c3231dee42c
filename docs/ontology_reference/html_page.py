"""Entries and diagrams in, the whole reference as one page of HTML out.

The page needs no other file, no script and no other host. The anchor of a term is its local name,
so `https://w3id.org/casegraph/ns#Charge` leads to it wherever the page is served as that namespace.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from typing import Final

from casegraph.terms import CG, VOCABULARY
from ontology_reference.entries import Entries, Entry, Link, Part, Table, Text
from ontology_reference.model import Module, Scheme, by_name, short

_STYLE: Final = """
:root{color-scheme:light dark;--ink:#1a1a1a;--soft:#555;--paper:#fff;--shade:#f3f5f7;--rule:#c4c9ce;
--link:#0b5c8f;--head:#e3eef6}
@media(prefers-color-scheme:dark){:root{--ink:#e8e8e8;--soft:#b4b4b4;--paper:#16181a;--shade:#202428;
--rule:#4a5056;--link:#7cc0ee;--head:#22384a}}
*{box-sizing:border-box}
body{margin:0;font:1rem/1.55 system-ui,sans-serif;color:var(--ink);background:var(--paper)}
a{color:var(--link)}a:focus-visible,summary:focus-visible{outline:3px solid var(--link);
outline-offset:2px}
.skip{position:absolute;left:-999rem}.skip:focus{position:static}
header,main,nav,footer{max-width:70rem;margin:0 auto;padding:0 1.25rem}
nav ul{columns:13rem;list-style:none;padding:0;margin:.4rem 0}
h1,h2,h3{line-height:1.2}h2{margin-top:3rem;border-bottom:2px solid var(--rule)}
article{border-top:1px solid var(--rule);padding:.5rem 0 1rem}
h4{font-size:1.1rem;margin:.6rem 0 .2rem}
.kind{color:var(--soft);margin:0}
code,pre{font:.9em/1.45 ui-monospace,monospace}
pre{background:var(--shade);padding:.6rem .8rem;overflow-x:auto;white-space:pre-wrap;
overflow-wrap:anywhere}
table{border-collapse:collapse;margin:.5rem 0;width:100%}
caption{text-align:left;font-weight:bold;padding:.3rem 0}
th,td{border-bottom:1px solid var(--rule);padding:.25rem .6rem .25rem 0;text-align:left;
vertical-align:top;overflow-wrap:anywhere}
dl{display:grid;grid-template-columns:minmax(8rem,12rem) 1fr;gap:.2rem 1rem;margin:.5rem 0}
dt{font-weight:bold}dd{margin:0;overflow-wrap:anywhere}dd ul{margin:0;padding-left:1.1rem}
@media(max-width:40rem){dl{display:block}dd{margin:0 0 .4rem}}
.figure{overflow-x:auto;margin:1rem 0}.figure svg{max-width:100%;height:auto}
@media(max-width:40rem){.figure svg{max-width:none}}
:target{background:var(--shade)}
svg .f{fill:none}svg .b,svg .o{fill:var(--paper);stroke:var(--soft);stroke-width:1.2}
svg .h{fill:var(--head)}svg .t{font-weight:bold}svg .t,svg .n{fill:var(--ink)}
svg .v,svg .s{fill:var(--soft)}svg .s{font-style:italic}svg .a{fill:var(--link)}
svg .l,svg .k{fill:none;stroke-width:1.3}svg .l{stroke:var(--link)}
svg .k{stroke:var(--soft);stroke-dasharray:5 3}
@media print{nav,.skip{display:none}article{break-inside:avoid}a{color:inherit}}
"""
FILES: Final = (
    ("Turtle", "ttl", "text/turtle"),
    ("N-Triples", "nt", "application/n-triples"),
    ("JSON-LD", "jsonld", "application/ld+json"),
    ("RDF/XML", "rdf", "application/rdf+xml"),
)


class Page:
    """Writes the page of one ontology.

    Args:
        entries: what stands at each term.
        pictures: SVG by the name of a module, and of the overview by ''.
    """

    def __init__(self, entries: Entries, pictures: Mapping[str, str]) -> None:
        self.entries = entries
        self.model = entries.model
        self.pictures = pictures

    def write(self) -> str:
        """Write the whole page."""
        header = self.model.header
        title = html.escape(header.get("title", "Ontology"))
        lines = [
            "<!DOCTYPE html>",
            '<html lang="en">',
            '<head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{title}</title>",
            *(
                f'<link rel="alternate" type="{kind}" href="ontology.{suffix}" title="{name}">'
                for name, suffix, kind in FILES
            ),
            f"<style>{_STYLE}</style></head>",
            '<body><a class="skip" href="#content">Skip to the terms</a>',
            "<header>",
            f"<h1>{title}</h1>",
            f"<p>{html.escape(header.get('description', ''))}</p>",
            f"<p>{html.escape(header.get('abstract', ''))}</p>",
            self._about(),
            "</header>",
            self._contents(),
            '<main id="content">',
            '<h2 id="overview">Overview</h2>',
            self._picture(""),
            *(self._module(module) for module in self.model.modules),
            '<h2 id="vocabularies">Vocabularies</h2>',
            *(self._scheme(scheme) for scheme in self.model.schemes),
            "</main>",
            "<footer><p>Written by <code>make docs</code> from the ontology, the shapes, the "
            "queries and the fictional case.</p></footer>",
            "</body></html>",
        ]
        return "\n".join(lines) + "\n"

    def _about(self) -> str:
        header = self.model.header
        files = [
            ", ".join(f'<a href="{stem}.{suffix}">{name}</a>' for name, suffix, _ in FILES)
            for stem in ("ontology", "vocabularies")
        ]
        rows = (
            ("Version", html.escape(header.get("versionInfo", ""))),
            ("Classes and properties", f"<code>{CG}</code>, prefix <code>cg:</code>"),
            ("Concepts", f"<code>{VOCABULARY}SCHEME/CONCEPT</code>, prefix <code>SCHEME:</code>"),
            ("Licence", _anchor(header.get("license", ""), header.get("license", ""))),
            ("Ontology as", files[0]),
            ("Vocabularies as", files[1]),
            ("JSON-LD context", '<a href="context.jsonld">context.jsonld</a>'),
            (
                "Mappings to other vocabularies",
                '<a href="mappings.sssom.tsv">mappings.sssom.tsv</a> (SSSOM)',
            ),
            ("Questions as", '<a href="queries.ttl">Turtle</a> (sh:SPARQLExecutable)'),
        )
        return f"<dl>{''.join(f'<dt>{name}</dt><dd>{text}</dd>' for name, text in rows)}</dl>"

    def _contents(self) -> str:
        lines = ['<nav aria-label="Contents"><h2>Contents</h2>']
        lines.append('<ul><li><a href="#overview">Overview</a></li>')
        lines += [
            f'<li><a href="#module-{m.name}">{html.escape(m.title)}</a></li>'
            for m in self.model.modules
        ]
        lines.append('<li><a href="#vocabularies">Vocabularies</a></li></ul>')
        everything = sorted(self.model.terms.values(), key=lambda term: term.name.lower())
        lists = (
            ("Classes", [t.iri for t in everything if t.kind == "class"]),
            ("Properties", [t.iri for t in everything if t.kind != "class"]),
            ("Schemes", [scheme.iri for scheme in self.model.schemes]),
        )
        for name, iris in lists:
            items = "".join(f"<li>{self._link(self.entries.link(iri))}</li>" for iri in iris)
            lines.append(f"<details><summary>{name}</summary><ul>{items}</ul></details>")
        return "\n".join([*lines, "</nav>"])

    def _picture(self, name: str) -> str:
        """Put a picture into the page; the page's own style colours it, for dark screens too."""
        text = re.sub(r"<style>.*?</style>\n", "", self.pictures[name])
        return f'<div class="figure" tabindex="0">{text}</div>'

    def _module(self, module: Module) -> str:
        lines = [
            f'<section aria-labelledby="module-{module.name}">',
            f'<h2 id="module-{module.name}">{html.escape(module.title)}</h2>',
            f"<p>{html.escape(module.description)}</p>",
            self._picture(module.name),
        ]
        for heading, classes in (("Classes", True), ("Properties", False)):
            terms = by_name(module.of_kind(classes=classes))
            lines += [f"<h3>{heading}</h3>"] if terms else []
            lines += [self._entry(self.entries.entry(term)) for term in terms]
        return "\n".join([*lines, "</section>"])

    def _entry(self, entry: Entry) -> str:
        lines = [
            f'<article id="{html.escape(entry.term.name)}">',
            f'<h4><a href="#{html.escape(entry.term.name)}">{html.escape(entry.name)}</a></h4>',
            f'<p class="kind">{html.escape(entry.kind)}</p>',
            *(f"<p>{self._text(text)}</p>" for text in entry.texts),
        ]
        if entry.example:
            lines.append(f"<pre><code>{html.escape(entry.example)}</code></pre>")
        parts = [part for part in entry.parts if isinstance(part, Part)]
        lines += [self._table(part) for part in entry.parts if isinstance(part, Table)]
        lines += [f"<dl>{''.join(map(self._part, parts))}</dl>"] if parts else []
        if entry.excerpt:
            code = f"<pre><code>{html.escape(entry.excerpt)}</code></pre>"
            lines.append(f"<details><summary>A whole node</summary>{code}</details>")
        return "\n".join([*lines, "</article>"])

    def _part(self, part: Part) -> str:
        items = [self._text(item) for item in part.items]
        if part.inline:
            inside = " · ".join(items)
        else:
            inside = f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"
        return f"<dt>{html.escape(part.name)}</dt><dd>{inside}</dd>"

    def _table(self, table: Table) -> str:
        rows = [[self._text(cell) for cell in row] for row in table.rows]
        return _rows(table.name, table.head, rows, [""] * len(rows))

    def _scheme(self, scheme: Scheme) -> str:
        users = ", ".join(self._text(text) for text in self.entries.users_of(scheme))
        lines = [
            f'<section aria-labelledby="{scheme.name}-scheme">',
            f'<h3 id="{scheme.name}-scheme">{html.escape(scheme.name)}</h3>',
            f"<p>{html.escape(scheme.definition)}{f' Values of {users}.' if users else ''}</p>",
        ]
        rows, names = [], []
        for concept in scheme.concepts:
            notes = " ".join((concept.definition, *concept.notes))
            labels = [
                f'<span lang="{html.escape(t)}">{html.escape(x)}</span>' for t, x in concept.labels
            ]
            queries = self.entries.concept_queries(concept)
            names.append(_concept_anchor(concept.iri))
            rows.append(
                [
                    f"<code>{html.escape(short(concept.iri, self.entries.prefixes))}</code>",
                    "<br>".join(labels),
                    self._text(self.entries.linked(notes)),
                    ", ".join(self._link(self.entries.link(iri)) for iri in concept.broader),
                    html.escape(", ".join(concept.notations)),
                    ", ".join(map(self._text, self.entries.concept_mappings(concept))),
                    ", ".join(map(self._text, queries)),
                ]
            )
        head = ("concept", "labels", "definition", "narrower than", "code", "elsewhere", "named by")
        kept = [place for place in range(len(head)) if any(row[place] for row in rows)]
        cells = [[row[place] for place in kept] for row in rows]
        title = f"Concepts of {scheme.name}"
        lines.append(_rows(title, [head[place] for place in kept], cells, names))
        return "\n".join([*lines, "</section>"])

    def _text(self, text: Text) -> str:
        return "".join(
            self._link(piece) if isinstance(piece, Link) else html.escape(piece) for piece in text
        )

    def _link(self, link: Link) -> str:
        """Lead to an anchor of this page or a page of somebody else; a query is named only."""
        iri = link.target
        if link.query is not None:
            title = html.escape(link.query.summary)
            return f'<code title="{title}">{html.escape(link.text)}</code>'
        if iri in self.model.terms:
            iri = f"#{self.model.terms[iri].name}"
        elif iri in self.model.concepts:
            iri = f"#{_concept_anchor(iri)}"
        elif iri.startswith(VOCABULARY):
            iri = f"#{iri.removeprefix(VOCABULARY)}-scheme"
        elif iri.startswith(self.entries.prefixes.base):
            iri = ""
        code = f"<code>{html.escape(link.text)}</code>"
        return f'<a href="{html.escape(iri)}">{code}</a>' if iri else code


def _concept_anchor(iri: str) -> str:
    return iri.removeprefix(VOCABULARY).replace("/", "--")


def _anchor(target: str, text: str) -> str:
    return f'<a href="{html.escape(target)}">{html.escape(text)}</a>'


def _rows(
    title: str, head: Iterable[str], rows: Iterable[Iterable[str]], names: Iterable[str]
) -> str:
    """Write a table of cells that are HTML already; a name becomes the anchor of its row."""
    top = "".join(f'<th scope="col">{html.escape(name)}</th>' for name in head)
    lines = []
    for name, row in zip(names, rows, strict=True):
        anchor = f' id="{html.escape(name)}"' if name else ""
        lines.append(f"<tr{anchor}>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>")
    return (
        f"<table><caption>{html.escape(title)}</caption><thead><tr>{top}</tr></thead>\n"
        f"<tbody>{''.join(lines)}</tbody></table>"
    )
