"""A project in, its rules, shapes and checks out: compiled, or as they were compiled before."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Final

from casegraph.build.place import ASIDE
from casegraph.derive import Rule
from casegraph.project import Project
from casegraph.survey import Words, read_words
from casegraph.validate import Plan

_CACHE: Final = "words.json"
# the last ones: somebody who edits builds one project again and again
_held: dict[tuple[Path, str], Words] = {}


def cached_words(project: Project, hashes: Mapping[str, str]) -> Words:
    """Read the rules, shapes and checks of a project; it takes a second only after a change.

    Args:
        project: the project; its build folder holds what was compiled.
        hashes: the hashes of all files that they are read from, and of casegraph itself.

    Raises:
        InputError: a file of them cannot be read, or is ill-formed.
        CasegraphError: the shapes cannot be used.
    """
    path = project.build_folder / _CACHE
    key = hashlib.sha256(json.dumps([project.base, *sorted(hashes.items())]).encode()).hexdigest()
    if (project.root, key) in _held:
        return _held[project.root, key]
    try:
        words = _read(project, path.read_text("utf-8"), key)
    except (OSError, ValueError, KeyError, TypeError):
        words = read_words(project)
        _write(path, words, key)
    _held.clear()
    _held[project.root, key] = words
    return words


def _read(project: Project, text: str, key: str) -> Words:
    table = json.loads(_unsealed(text))
    if table["key"] != key:
        raise ValueError("it was compiled from other files")
    rules = tuple(
        Rule(
            **{
                **rule,
                "writes": frozenset(rule["writes"]),
                "reads": None if rule["reads"] is None else frozenset(rule["reads"]),
            }
        )
        for rule in table["rules"]
    )
    return Words(project, rules, Plan.from_json(table["plan"]), table["local"])


def _write(path: Path, words: Words, key: str) -> None:
    rules = [
        {
            **asdict(rule),
            "writes": sorted(rule.writes),
            "reads": None if rule.reads is None else sorted(rule.reads),
        }
        for rule in words.rules
    ]
    table = {"key": key, "rules": rules, "plan": words.plan.to_json(), "local": words.local}
    if path.parent.is_dir():
        aside = path.with_name(f"{ASIDE}{path.name}-{os.getpid()}")
        aside.write_text(_sealed(json.dumps(table, ensure_ascii=False)), "utf-8")
        aside.replace(path)


def _sealed(text: str) -> str:
    """Put the hash of a text before it: a flipped bit must not change how data is judged."""
    return f"{hashlib.sha256(text.encode('utf-8')).hexdigest()}\n{text}"


def _unsealed(text: str) -> str:
    _, _, inner = text.partition("\n")
    if _sealed(inner) != text:
        raise ValueError("it is damaged")
    return inner
