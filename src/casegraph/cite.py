"""A question, its parameters and a generation in, how to cite the answer out.

Nothing is dated: the digest of the data names the state that was asked.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from importlib.metadata import version
from typing import Any, Final

from casegraph.build import Generation
from casegraph.errors import UsageError, nearest
from casegraph.saved import SavedQuery
from casegraph.terms import Prefixes

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
    prefixes: Prefixes,
    url: str | None = None,
) -> str:
    """Write a citation of one answer.

    Args:
        style: `bibtex`, or `csl` for CSL-JSON 1.0.
        query: the question.
        values: the parameters that were given.
        generation: what answered.
        prefixes: the project's.
        url: where the answer is; where graphs are named if absent.

    Raises:
        UsageError: the style is unknown.
    """
    given = ", ".join(f"{name} = {value}" for name, value in sorted(values.items()))
    return reference(
        style,
        key=f"casegraph-{query.name}-{generation.digest[:_DIGITS]}",
        title=query.summary + (f" ({given})" if given else ""),
        by=f"casegraph {version('casegraph')}, question {query.name}",
        of=generation.digest,
        url=url or f"{prefixes.base}graph/",
    )


def cite_document(style: str, label: str, url: str, generation: Generation) -> str:
    """Write a citation of what is known of one thing.

    Args:
        style: `bibtex`, or `csl` for CSL-JSON 1.0.
        label: what the thing is called.
        url: where it is described, in this state of the data.
        generation: what describes it.

    Raises:
        UsageError: the style is unknown.
    """
    return reference(
        style,
        key=f"casegraph-{hashlib.sha256(url.encode('utf-8')).hexdigest()[:_DIGITS]}",
        title=label,
        by=f"casegraph {version('casegraph')}",
        of=generation.digest,
        url=url,
    )


def reference(style: str, *, key: str, title: str, by: str, of: str, url: str) -> str:
    """Write one entry of a bibliography.

    Args:
        style: `bibtex`, or `csl` for CSL-JSON 1.0.
        key: by which a text refers to it.
        title: what it is.
        by: what made it.
        of: the digest of the data.
        url: where the data has its home.

    Raises:
        UsageError: the style is unknown.
    """
    if style not in STYLES:
        raise UsageError(f"there is no style {style!r}", remedy=nearest(style, STYLES))
    if style == "csl":
        entry = {
            "id": key,
            "type": "dataset",
            "title": title,
            "version": of,
            "medium": by,
            "URL": url,
        }
        return json.dumps([entry], ensure_ascii=False, indent=2) + "\n"
    return (
        f"@misc{{{key},\n"
        f"  title = {{{_tex(title)}}},\n"
        f"  howpublished = {{{_tex(by)}}},\n"
        f"  version = {{{of}}},\n"
        f"  url = {{{url}}},\n"
        "}\n"
    )


def _tex(text: str) -> str:
    return "".join(_TEX.get(sign, sign) for sign in re.sub(r"\s+", " ", text) if sign.isprintable())
