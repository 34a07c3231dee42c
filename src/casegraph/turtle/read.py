"""A file in any RDF format in, its quads out, or an error with file, line and column.

Parsing is pyoxigraph's. This module adds what a parser does not say: encodings, HTML saved under a
wrong name, blank nodes of two files with one name, and what `refuse` lists.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    NamedNode,
    Quad,
    RdfFormat,
    parse,
)

from casegraph.errors import InputError
from casegraph.turtle.blank import with_canonical_names
from casegraph.turtle.lines import SubjectLines
from casegraph.turtle.refuse import (
    LONGEST,
    NO_CODE,
    RELATIVE,
    SHORTEN,
    line_of,
    read_json,
    refuse_depth,
    refuse_document_type,
    refuse_long_text,
    refuse_new_syntax,
    refuse_remote_context,
    refuse_short_iris,
    refuse_unmapped_keys,
)

FORMATS: Final = {
    ".ttl": RdfFormat.TURTLE,
    ".trig": RdfFormat.TRIG,
    ".nt": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
    ".jsonld": RdfFormat.JSON_LD,
    ".rdf": RdfFormat.RDF_XML,
    ".xml": RdfFormat.RDF_XML,
}
_TURTLES: Final = (RdfFormat.TURTLE, RdfFormat.TRIG, RdfFormat.N_TRIPLES, RdfFormat.N_QUADS)
_BOM: Final = "\N{ZERO WIDTH NO-BREAK SPACE}"
_LINE_END = re.compile(r"\r\n?|\n")  # as the parser counts them
_MISSING = re.compile(r"expected|should end|Unexpected end")
_A_FOR_A_VALUE = re.compile(r"(?:^|: )a is not a valid RDF object")
_OPEN_TEXT = re.compile(r"Line jumps are not allowed in string literals")
_CLOSE = ", or close the quote that was opened before"
_POSITION = re.compile(r"^Parser error (?:at|between) .*?: (?=\S)")


@dataclass(frozen=True)
class RdfFile:
    """One file: its text, and its quads, which are parsed when they are first asked for.

    Attributes:
        path: where it was read from.
        text: the decoded text, unchanged.
        form: the format that its suffix names.
        graph: the named graph that takes its triples, or None.
        shown: the path that errors name.
    """

    path: Path
    text: str
    form: RdfFormat
    graph: NamedNode | None
    shown: Path | str

    @cached_property
    def quads(self) -> tuple[Quad, ...]:
        """The quads in a stable order; a triple stands in `graph` where one was given.

        Blank nodes are named by what is said of them and by the graph, so that two files share
        none. The errors are those of `read`.
        """
        quads = tuple(read_text(self.text, self.form, self.shown, self.graph))
        return _with_stable_names(quads, self.graph, self.shown)

    @cached_property
    def plain(self) -> bool:
        """Whether an engine may load the text as it stands, if it is well-formed.

        It may not where `read` does more than parse: it names blank nodes anew, and refuses deep
        nesting, long texts and RDF 1.2. A doubt is a no.
        """
        if self.form not in (RdfFormat.TURTLE, RdfFormat.N_TRIPLES) or len(self.text) > LONGEST:
            return False
        if any(sign in self.text for sign in ("_:", "<<", "--")):
            return False
        if self.form == RdfFormat.N_TRIPLES or not any(sign in self.text for sign in "[("):
            return True
        return not any(sign in NO_CODE.sub("", self.text) for sign in "[(")


def read(path: Path, *, graph: NamedNode | None = None, shown: Path | str | None = None) -> RdfFile:
    """Read and parse one RDF file; its suffix names the format.

    Args:
        path: the file.
        graph: the named graph that takes the file's triples; a file that names graphs of its own
            is then refused, since one file is one named graph.
        shown: the path that errors name; `path` itself if absent.

    Raises:
        InputError: the file is missing, not UTF-8, not the format of its suffix, or unsafe.
    """
    file = open_file(path, graph=graph, shown=shown)
    file.quads  # noqa: B018 - parsed here, so that errors come from here
    return file


def open_file(
    path: Path, *, graph: NamedNode | None = None, shown: Path | str | None = None
) -> RdfFile:
    """Read the text of one RDF file, and leave parsing to who asks for its quads.

    The arguments and errors are those of `read`.
    """
    spot = shown if shown is not None else path
    if path.suffix not in FORMATS:
        raise InputError(
            f"the suffix {path.suffix or '(none)'} names no RDF format",
            path=spot,
            remedy=f"Use one of {' '.join(FORMATS)}.",
        )
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(
            f"the file cannot be read ({error.strerror})",
            path=spot,
            remedy="Check its name and permissions.",
        ) from error
    return RdfFile(Path(path), decode(data, spot), FORMATS[path.suffix], graph, spot)


def _with_stable_names(
    quads: tuple[Quad, ...], graph: NamedNode | None, path: Path | str
) -> tuple[Quad, ...]:
    """Name blank nodes anew: the parser draws names at random, or takes them from the file."""

    def blank(quad: Quad) -> bool:
        return any(isinstance(t, BlankNode) for t in (quad.subject, quad.object, quad.graph_name))

    if not any(map(blank, quads)):
        return quads
    dataset = with_canonical_names(quads, path)
    owner = graph.value if graph else str(path)
    mark = hashlib.sha256(owner.encode("utf-8")).hexdigest()[:12]

    def named(term: Any) -> Any:
        return BlankNode(f"b{mark}{term.value}") if isinstance(term, BlankNode) else term

    renamed = (
        Quad(named(q.subject), q.predicate, named(q.object), named(q.graph_name)) for q in dataset
    )
    return tuple(sorted(renamed, key=str))


def decode(data: bytes, path: Path | str) -> str:
    """Decode UTF-8 without a byte order mark.

    Raises:
        InputError: with line and column of the first byte that is not UTF-8, or for a mark.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        raise InputError(
            f"byte 0x{data[error.start]:02x} is not valid UTF-8",
            path=path,
            line=line,
            column=column,
            remedy="Save the file as UTF-8.",
        ) from error
    if text.startswith(_BOM):
        raise InputError(
            "the file begins with a byte order mark",
            path=path,
            line=1,
            column=1,
            remedy="Save it as UTF-8 without BOM.",
        )
    return text


def read_text(
    text: str, rdf_format: RdfFormat, path: Path | str, graph: NamedNode | None = None
) -> Iterator[Quad]:
    """Parse a text that claims to be in this format.

    Args:
        text: the decoded document.
        rdf_format: the format that it claims.
        path: what errors name.
        graph: as for `read`.

    Yields:
        The quads in the order of the text.

    Raises:
        InputError: with line and column where the format has them.
    """
    if re.match(r"\s*(?:<!doctype\s+html|<html[\s>])", text, re.IGNORECASE):
        raise InputError(
            "this is an HTML page",
            path=path,
            line=1,
            column=1,
            remedy="Download the RDF itself, not the page that shows it.",
        )
    base = document = None
    if rdf_format in _TURTLES:
        refuse_depth(text, path)
    elif rdf_format == RdfFormat.RDF_XML:
        refuse_document_type(text, path)
    elif rdf_format == RdfFormat.JSON_LD:
        document = read_json(text, path)
        refuse_remote_context(document, text, path)
        base = f"{RELATIVE}//-/"
    try:
        # lenient parsing would let ill-formed IRIs and language tags through
        for quad in parse(text, rdf_format, base_iri=base):
            refuse_new_syntax(quad, path)
            refuse_long_text(quad, path)
            if rdf_format in (RdfFormat.JSON_LD, RdfFormat.RDF_XML):
                refuse_short_iris(quad, text, path)
            yield _placed(quad, graph, text, path)
    except SyntaxError as error:
        raise InputError(
            _POSITION.sub("", str(error.msg)),
            path=path,
            line=error.lineno or _named_iri_line(text, str(error.msg)),
            column=error.offset,
            remedy=f"Correct the file there{_or_before(text, error)}; nothing was written.",
        ) from error
    except MemoryError as error:  # the parser's buffer holds 16 MB
        raise InputError(
            "a text or an address is too long to be read", path=path, remedy=SHORTEN
        ) from error
    if document is not None:
        refuse_unmapped_keys(document, text, path)


def _or_before(text: str, error: SyntaxError) -> str:
    """Say what may be missing before, where what the parser met may be right."""
    # the subject after a missing dot is read as a property, and the word "a" as its value
    if _A_FOR_A_VALUE.search(str(error.msg)):
        return ", or before it, where a dot is missing"
    if _OPEN_TEXT.search(str(error.msg)):
        return _CLOSE
    number, column = error.lineno, error.offset
    if number is None or column is None or not _MISSING.search(str(error.msg)):
        return ""
    lines = _LINE_END.split(text)
    here = "".join(lines[number - 1 : number])
    if here[column - 1 : column] in ('"', "'"):  # the text that begins there has no end
        return _CLOSE
    if here[: column - 1].strip():
        return ""
    for before in range(min(number - 1, len(lines)), 0, -1):
        line = lines[before - 1].strip()
        if line and not line.startswith("#"):
            return f", or at the end of line {before}"
    return ""


def _placed(quad: Quad, graph: NamedNode | None, text: str, path: Path | str) -> Quad:
    if graph is None:
        return quad
    name = quad.graph_name
    if not isinstance(name, DefaultGraph):
        raise InputError(
            f"the file names a graph of its own, {name}",
            path=path,
            line=SubjectLines(text).line(name.value),
            remedy="One file is one named graph: keep triples only, in Turtle.",
        )
    return Quad(quad.subject, quad.predicate, quad.object, graph)


def _named_iri_line(text: str, message: str) -> int | None:
    found = re.search(r"IRI '([^']+)'", message)
    return (line_of(text, f'"{found[1]}"') or line_of(text, found[1])) if found else None
