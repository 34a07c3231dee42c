"""A folder name in, a new project with fictional cases out; identifiers for new things."""

from __future__ import annotations

import errno
import os
import re
import secrets
import shutil
from importlib.resources import files
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from casegraph.errors import CasegraphError, InputError, UsageError
from casegraph.evidence import locate, read_document, sha256
from casegraph.project import SETTINGS, Project, check_base
from casegraph.terms import RDF_TYPE, XSD, Prefixes, cg
from casegraph.turtle import leading_comment, read, write

EXAMPLE_BASE: Final = "https://example.org/id/"
_LETTERS: Final = "bcdfghjkmnpqrstvwxz"
_ALPHABET: Final = _LETTERS + "23456789"
_LENGTH: Final = 6
# what is wrong with a name that was typed, and not with the disk
_NO_NAME: Final = (errno.ENOTDIR, errno.ENAMETOOLONG, errno.ELOOP)


def new_project(folder: Path, base: str) -> list[Path]:
    """Make a project with fictional cases in a folder that does not exist, or is empty.

    Args:
        folder: where to make it.
        base: the base IRI of its things, ending in a slash.

    Returns:
        The files that were written, relative to the folder.

    Raises:
        UsageError: the folder has something in it or can be none, or the base is ill-formed.
        CasegraphError: the system does not let it be made.
    """
    try:
        check_base(base, "--base")
    except InputError as error:
        raise UsageError(error.what, where="--base", remedy=error.remedy) from error
    try:
        place = folder.resolve()
        if place.exists() and (not place.is_dir() or any(place.iterdir())):
            raise UsageError(
                "there is something in this place already",
                where=str(folder),
                remedy="Name a new or an empty folder.",
            )
        _fill(place, Prefixes(base))
    except (OSError, RuntimeError, ValueError, shutil.Error) as error:  # a link to itself, NUL …
        typed = not isinstance(error, OSError) or error.errno in _NO_NAME
        raise (UsageError if typed else CasegraphError)(
            f"the project cannot be made there ({getattr(error, 'strerror', None) or error})",
            where=str(folder),
            remedy="Name a new or an empty folder that you may write to.",
        ) from error
    return sorted(path.relative_to(place) for path in place.rglob("*") if path.is_file())


def _fill(folder: Path, prefixes: Prefixes) -> None:
    """Make the files aside, then put them in place; an empty folder stays the one it is."""
    template = Path(str(files("casegraph"))) / "example"
    there = folder.exists()
    aside = (folder if there else folder.parent) / f".new-{os.getpid()}"
    try:
        shutil.copytree(template, aside, ignore=shutil.ignore_patterns("__pycache__", "*.py"))
        for path in sorted((aside / "graph").rglob("*.ttl")):
            path.write_text(_rebased(path, prefixes), "utf-8")
        (aside / SETTINGS).write_text(f'base = "{prefixes.base}"\n', "utf-8")
        if there:
            for path in sorted(aside.iterdir()):
                path.rename(folder / path.name)
        else:
            aside.rename(folder)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _rebased(path: Path, prefixes: Prefixes) -> str:
    """Move the things of a file from the example's base to another one."""

    def moved(term: object) -> object:
        if isinstance(term, NamedNode) and term.value.startswith(EXAMPLE_BASE):
            return NamedNode(prefixes.base + term.value.removeprefix(EXAMPLE_BASE))
        return term

    file = read(path)
    comment = leading_comment(file.text)
    quads = [
        Quad(moved(q.subject), moved(q.predicate), moved(q.object))  # type: ignore[arg-type]
        for q in file.quads
    ]
    return write(quads, prefixes, comment=comment)


def mint_identifier(taken: set[str]) -> str:
    """Draw a random identifier for a person: six characters, no vowels, a letter first.

    Args:
        taken: identifiers that were given before; none is drawn twice.
    """
    while True:
        rest = "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH - 1))
        identifier = secrets.choice(_LETTERS) + rest
        if identifier not in taken:
            return identifier


def taken_identifiers(project: Project) -> set[str]:
    """Collect every person identifier that stands anywhere in the text of `graph/`."""
    start = f"{project.base}person/"
    taken = set()
    for path in project.graph_files():
        for quad in read(path, shown=project.shown(path)).quads:
            for term in (quad.subject, quad.object):
                if isinstance(term, NamedNode) and term.value.startswith(start):
                    taken.add(term.value.removeprefix(start).partition("#")[0])
    return taken


def passage(
    document: Path, quote: str, source: str, prefixes: Prefixes, locator: str | None = None
) -> str:
    """Write the passage of a quote as Turtle: offsets and hash, never the words.

    Args:
        document: the text that the user has.
        quote: words of it; white space does not matter.
        source: the identifier of the source document.
        prefixes: the project's.
        locator: where people find it, in words of one's own.

    Raises:
        UsageError: the quote stands nowhere, or more than once.
        InputError: the document cannot be read.
    """
    if not re.fullmatch(r"[a-z0-9](?:[a-z0-9.\-]*[a-z0-9])?", source):
        raise UsageError(
            f"{source!r} is no identifier of a source",
            where="--source",
            remedy="Use the name of its file in graph/sources/ without .ttl, such as report-2020.",
        )
    text = read_document(document)
    start, end = locate(text, quote)
    iri = NamedNode(f"{prefixes.base}source/{source}#c{start}-{end}")
    integer = NamedNode(XSD + "integer")
    quads = [
        Quad(iri, RDF_TYPE, cg("Passage")),
        Quad(iri, cg("inDocument"), NamedNode(f"{prefixes.base}source/{source}")),
        Quad(iri, cg("start"), Literal(str(start), datatype=integer)),
        Quad(iri, cg("end"), Literal(str(end), datatype=integer)),
        Quad(iri, cg("sha256"), Literal(sha256(text[start:end]))),
    ]
    if locator:
        quads.append(Quad(iri, cg("locator"), Literal(locator, language="en")))
    return write(quads, prefixes)
