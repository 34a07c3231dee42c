"""Entries in, pages of Markdown out; links between pages are relative to each page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from os.path import relpath
from pathlib import Path
from typing import Final

from casegraph.terms import CG, VOCABULARY
from ontology_reference.entries import Entries, Entry, Link, Part, Table, Text
from ontology_reference.model import Concept, Module, Scheme, by_name, short

INDEX: Final = "reference/terms.md"
VOCABULARIES: Final = "reference/vocabularies.md"
_LABELS: Final = (
    "Labels in other languages are words that somebody publishes; none is translated by us. They "
    "are in French, Russian and Ukrainian. Taken from lists are those of HURIDOCS micro-thesauri, "
    "as its software OpenEvSys publishes them (French, Russian), the words of articles 9 and 10 of "
    "the General Data Protection Regulation (French, and Ukrainian in the translation of the "
    "Verkhovna Rada, as two public sites carry it; Russian translations differ, and none is "
    "official), those of paragraph 3 of Resolution 1900 (2012) of the Parliamentary Assembly of "
    "the Council of Europe (French), and *blog post* of the COAR Resource Types (French; its "
    "Russian label means a blog). A published term that says more or less than our concept was "
    "left: that of *harassment*, for one, begins with psychological assault, and that of *wanted* "
    "says that the person hides. The United Nations publish ICCS in French and Russian, too; the "
    "registry of their Statistics Division has its title in both, but nowhere did we find the text "
    "of a category, so offence categories have English labels only. The text of EuroVoc was looked "
    "for and not found. The Data Privacy Vocabulary has English labels only. Of the EU authority "
    "tables only codes were found, and no concept of ours matches exactly one of schema.org or "
    "Wikidata. OpenEvSys also has Arabic, Estonian, Georgian, Indonesian, Spanish and Turkish; "
    "these are not taken up."
)
_SPECIAL: Final = re.compile(r"([\\`*_<\[\]])")


def module_page(name: str) -> str:
    """Return the place of a module's page below `docs/`."""
    return f"reference/terms/{name}.md"


def picture(name: str) -> str:
    """Return the place of a diagram below `docs/`: of a module, or the overview's for ''."""
    return f"images/model-{name}.svg" if name else "images/model.svg"


class Markdown:
    """Writes the pages of one ontology.

    Args:
        entries: what stands at each term.
        root: the repository, which links to queries are relative to.
    """

    def __init__(self, entries: Entries, root: Path) -> None:
        self.entries = entries
        self.model = entries.model
        self.root = root

    def index(self) -> str:
        """Write the page that leads to all others."""
        classes = [t for t in self.model.terms.values() if t.kind == "class"]
        count = len(self.model.terms) - len(classes)
        concepts = len(self.model.concepts)
        lines = [
            "# Terms",
            "",
            self.model.header.get("description", ""),
            "",
            f"{len(classes)} classes and {count} properties in {len(self.model.modules)} modules, "
            f"{concepts} concepts in {len(self.model.schemes)} schemes. "
            f"Version {self.model.header.get('versionInfo', '')}. Classes and properties: "
            f"`{CG}`, prefix `cg:`. Concepts: `{VOCABULARY}SCHEME/CONCEPT`, prefix `SCHEME:`.",
            "",
            "`make docs` also writes this reference as one page of HTML into `build-docs/`, and "
            "beside it the ontology and the vocabularies as Turtle, N-Triples, JSON-LD and "
            "RDF/XML, and the saved questions as Turtle. A shape is named as in the reports of "
            "`casegraph validate`, with its text.",
            "",
            "![The classes that carry the model, and what leads from one to another.]"
            f"({self._to(picture(''), INDEX)})",
            "",
            "## Modules",
            "",
        ]
        rows = []
        for module in self.model.modules:
            target = self._to(module_page(module.name), INDEX)
            names = [
                self._md((self.entries.link(t.iri),), INDEX) for t in module.of_kind(classes=True)
            ]
            rows.append(
                (f"[{module.title}]({target})", _plain(module.description), ", ".join(names))
            )
        lines += _table(("module", "about", "classes"), rows)
        lines += ["## Classes and properties", "", "In the order of their names.", ""]
        lines += _table(
            ("term", "module", "definition"),
            (
                (
                    self._md((self.entries.link(term.iri),), INDEX),
                    term.module,
                    self._md(self.entries.linked(term.definition), INDEX),
                )
                for term in sorted(self.model.terms.values(), key=lambda t: t.name.lower())
            ),
        )
        lines += ["## Vocabularies", ""]
        lines += _table(
            ("scheme", "concepts", "definition"),
            (
                (
                    self._md((self.entries.link(scheme.iri),), INDEX),
                    str(len(scheme.concepts)),
                    _plain(scheme.definition),
                )
                for scheme in self.model.schemes
            ),
        )
        return "\n".join(lines)

    def module(self, module: Module) -> str:
        """Write the page of a module."""
        page = module_page(module.name)
        source = f"ontology/{module.name}.ttl"
        lines = [
            f"# {module.title}",
            "",
            _plain(module.description),
            "",
            f"Module `{module.name}` · [`{source}`]({self._to_root(source, page)}) · "
            f"[all terms]({self._to(INDEX, page)}) · "
            f"[vocabularies]({self._to(VOCABULARIES, page)})",
            "",
            f"![The classes of the module and their properties.]"
            f"({self._to(picture(module.name), page)})",
            "",
        ]
        for heading, classes in (("Classes", True), ("Properties", False)):
            terms = by_name(module.of_kind(classes=classes))
            lines += [f"## {heading}", ""] if terms else []
            for term in terms:
                lines += self._entry(self.entries.entry(term), page)
        return "\n".join(lines)

    def _entry(self, entry: Entry, page: str) -> list[str]:
        lines = [f"### {entry.name}", "", f"*{entry.kind}*", ""]
        for text in entry.texts:
            lines += [self._md(text, page), ""]
        if entry.example:
            lines += ["```turtle", entry.example, "```", ""]
        listed = False
        for part in entry.parts:
            if isinstance(part, Table):
                lines += [""] * listed
                rows = [[self._md(cell, page) for cell in row] for row in part.rows]
                lines += _table(part.head, rows)
                listed = False
            else:
                lines += self._part(part, page)
                listed = True
        lines += [""] * listed
        if entry.excerpt:
            lines += ["```turtle", entry.excerpt, "```", ""]
        return lines

    def _part(self, part: Part, page: str) -> list[str]:
        items = [self._md(item, page) for item in part.items]
        if part.inline:
            return [f"- **{part.name}:** {' · '.join(items)}"]
        return [f"- **{part.name}:**", *(f"  - {item}" for item in items)]

    def vocabularies(self) -> str:
        """Write every scheme with its concepts."""
        page = VOCABULARIES
        lines = [
            "# Vocabularies",
            "",
            f"Each scheme is `{VOCABULARY}SCHEME`, and each concept `{VOCABULARY}SCHEME/CONCEPT`. "
            "A code is that of somebody else's list, never ours. "
            f"[All terms]({self._to(INDEX, page)}).",
            "",
            _LABELS,
            "",
            " · ".join(self._md((self.entries.link(s.iri),), page) for s in self.model.schemes),
            "",
        ]
        for scheme in self.model.schemes:
            lines += self._scheme(scheme, page)
        return "\n".join(lines)

    def _scheme(self, scheme: Scheme, page: str) -> list[str]:
        source = f"ontology/vocab/{scheme.name}.ttl"
        users = [self._md(text, page) for text in self.entries.users_of(scheme)]
        lines = [
            f"## {scheme.name}",
            "",
            _plain(scheme.definition),
            "",
            " · ".join(
                [f"[`{source}`]({self._to_root(source, page)})"]
                + ([f"values of {', '.join(users)}"] if users else [])
            ),
            "",
        ]
        columns = [
            ("narrower than", self._broader),
            ("code", lambda c: ", ".join(c.notations)),
            ("in other languages", _foreign),
            ("elsewhere", lambda c: self._joined(self.entries.concept_mappings(c))),
            ("named by", lambda c: self._joined(self.entries.concept_queries(c))),
        ]
        kept = [(n, make) for n, make in columns if any(make(c) for c in scheme.concepts)]
        rows = []
        for concept in scheme.concepts:
            notes = " ".join((concept.definition, *concept.notes))
            name = f"`{short(concept.iri, self.entries.prefixes)}`"
            text = self._md(self.entries.linked(notes), page)
            rows.append((name, _plain(concept.label), text, *(make(concept) for _, make in kept)))
        return lines + _table(("concept", "label", "definition", *(n for n, _ in kept)), rows)

    def _broader(self, concept: Concept) -> str:
        return ", ".join(f"`{short(iri, self.entries.prefixes)}`" for iri in concept.broader)

    def _joined(self, texts: Iterable[Text]) -> str:
        return ", ".join(self._md(text, VOCABULARIES) for text in texts)

    def _md(self, text: Text, page: str) -> str:
        return "".join(
            self._link(piece, page) if isinstance(piece, Link) else _plain(piece) for piece in text
        )

    def _link(self, link: Link, page: str) -> str:
        target = self._target(link, page)
        return f"[`{link.text}`]({target})" if target else f"`{link.text}`"

    def _target(self, link: Link, page: str) -> str:
        """Find where a link leads: a heading of ours, a query, or a page of somebody else."""
        if link.query is not None:
            if link.query.kind in ("question", "network"):
                return f"{self._to('reference/questions.md', page)}#{link.query.name}"
            return self._to_root(link.query.path.relative_to(self.root).as_posix(), page)
        iri = link.target
        if iri in self.model.terms:
            term = self.model.terms[iri]
            return self._anchored(module_page(term.module), f"cg{term.name.lower()}", page)
        if iri in self.model.concepts:
            return self._anchored(VOCABULARIES, self.model.concepts[iri][0].name, page)
        if iri.startswith(VOCABULARY):
            return self._anchored(VOCABULARIES, iri.removeprefix(VOCABULARY), page)
        return "" if iri.startswith(self.entries.prefixes.base) else iri

    def _anchored(self, target: str, anchor: str, page: str) -> str:
        return f"#{anchor}" if target == page else f"{self._to(target, page)}#{anchor}"

    @staticmethod
    def _to(target: str, page: str) -> str:
        return relpath(target, Path(page).parent).replace("\\", "/")

    def _to_root(self, target: str, page: str) -> str:
        return self._to(f"../{target}", page)


def _foreign(concept: Concept) -> str:
    return ", ".join(f"{_plain(text)} ({tag})" for tag, text in concept.labels if tag != "en")


def _plain(text: str) -> str:
    """Write a text so that Markdown takes nothing in it for a command."""
    return _SPECIAL.sub(r"\\\1", text)


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> list[str]:
    """Write a table; a cell is one line."""
    cells = [[" ".join(cell.split()).replace("|", "\\|") for cell in row] for row in rows]
    names = list(head)
    table = [names, ["---"] * len(names), *cells]
    return [f"| {' | '.join(row)} |" for row in table] + [""] if cells else []
