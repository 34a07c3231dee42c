"""A question, its parameters and a generation in, how to cite the answer out.

Nothing is dated: the digest of the data names the state that was asked. Title, publisher and
licence of the data are those of the settings.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from importlib.metadata import version
from typing import Any, Final
from urllib.parse import urlencode

from casegraph.build import Generation
from casegraph.errors import UsageError, nearest
from casegraph.project import About, Project, read_about
from casegraph.saved import SavedQuery

STYLES: Final = ("bibtex", "csl")
# the end of a file's name → its style
FILES: Final = {"bib": "bibtex", "csl": "csl"}
_DIGITS: Final = 12
# what TeX reads as a command (TeX by Topic, chapter 2)
_TEX: Final = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    # BibTeX counts braces even behind a backslash
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    **{sign: f"\\{sign}" for sign in "#$%&_"},
}


def cite(
    style: str,
    query: SavedQuery,
    values: Mapping[str, Any],
    generation: Generation,
    project: Project,
) -> str:
    """Write a citation of one answer.

    Args:
        style: `bibtex`, or `csl` for CSL-JSON 1.0.
        query: the question.
        values: the parameters that were given, as people type them.
        generation: what answered.
        project: whose question it is; its site is where the answer is.

    Raises:
        UsageError: the style is unknown.
        InputError: the settings of the data set are ill-formed.
    """
    fields = {**dict(sorted(values.items())), "version": generation.digest[:_DIGITS]}
    given = ", ".join(f"{name} = {value}" for name, value in sorted(values.items()))
    return reference(
        style,
        key=f"casegraph-{query.name}-{generation.digest[:_DIGITS]}",
        title=query.summary + (f" ({given})" if given else ""),
        by=f"casegraph {version('casegraph')}, question {query.name}",
        of=generation.digest,
        url=f"{project.site}question/{query.name}?{urlencode(fields)}",
        about=read_about(project),
    )


def cite_document(
    style: str, label: str, url: str, generation: Generation, project: Project
) -> str:
    """Write a citation of what is known of one thing.

    Args:
        style: `bibtex`, or `csl` for CSL-JSON 1.0.
        label: what the thing is called.
        url: where it is described, in this state of the data.
        generation: what describes it.
        project: whose data it is.

    Raises:
        UsageError: the style is unknown.
        InputError: the settings of the data set are ill-formed.
    """
    return reference(
        style,
        key=f"casegraph-{hashlib.sha256(url.encode('utf-8')).hexdigest()[:_DIGITS]}",
        title=label,
        by=f"casegraph {version('casegraph')}",
        of=generation.digest,
        url=url,
        about=read_about(project),
    )


def reference(style: str, *, key: str, title: str, by: str, of: str, url: str, about: About) -> str:
    """Write one entry of a bibliography.

    Args:
        style: `bibtex`, or `csl` for CSL-JSON 1.0.
        key: by which a text refers to it.
        title: what it is.
        by: what made it.
        of: the digest of the data.
        url: where it is.
        about: what is said of the data as a whole; its publisher answers for it as author.

    Raises:
        UsageError: the style is unknown.
    """
    if style not in STYLES:
        raise UsageError(f"there is no style {style!r}", remedy=nearest(style, STYLES))
    whole = "" if about.title in title else about.title
    licence = f"Licence: {about.licence}" if about.licence else ""
    if style == "csl":
        author = [{"literal": about.publisher}] if about.publisher else []
        entry = {
            "id": key,
            "type": "dataset",
            "author": author,
            "title": title,
            "container-title": whole,
            "publisher": about.publisher,
            "version": of,
            "medium": by,
            "URL": url,
            "note": licence,
        }
        told = {name: value for name, value in entry.items() if value}
        return json.dumps([told], ensure_ascii=False, indent=2) + "\n"
    said = ". ".join(filter(None, (f"In: {whole}" if whole else "", licence)))
    lines = {
        "author": f"{{{_tex(about.publisher)}}}" if about.publisher else "",
        "title": _tex(title),
        "howpublished": _tex(by),
        "publisher": _tex(about.publisher),
        "note": _tex(said),
        "version": of,
        "url": url,
    }
    written = "".join(f"  {name} = {{{text}}},\n" for name, text in lines.items() if text)
    return f"@misc{{{key},\n{written}}}\n"


def _tex(text: str) -> str:
    return "".join(_TEX.get(sign, sign) for sign in re.sub(r"\s+", " ", text) if sign.isprintable())
