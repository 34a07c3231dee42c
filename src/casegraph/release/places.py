"""The folders of a release: the curators' project, the private folder, and what others may see.

The private folder lies outside the release and is its owner's only; the release holds a generation
and settings, and whatever queries, shapes and words its publisher puts there by hand.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from casegraph.build import Generation, adopt, open_generation
from casegraph.errors import InputError, StoreError, UsageError
from casegraph.project import SETTINGS, Project, read_about
from casegraph.release.pseudonyms import ASIDE, write_private

PRIVATE: Final = "private"
OVERLAYS: Final = ("ontology", "queries", "shapes")
_TABLE: Final = "pseudonyms.tsv"
_LEDGER: Final = "released.json"
_REPORT: Final = "report.json"
_WORK: Final = ".work-"


@dataclass(frozen=True)
class Ledger:
    """What was released before, kept in the private folder.

    Attributes:
        keys: what was told of each pseudonymised person, as a key; None before the first release.
        ever: the public IRIs of all who were ever in one.
    """

    keys: Mapping[str, str] | None = None
    ever: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True)
class Places:
    """Where a release is made from, and where to.

    Attributes:
        project: the curators' project.
        out: the folder of the release.
        private: the folder of the private table.
    """

    project: Project
    out: Path
    private: Path

    @property
    def table(self) -> Path:
        """The table of pseudonyms."""
        return self.private / _TABLE

    @property
    def report(self) -> Path:
        """The report on what stayed behind."""
        return self.private / _REPORT

    @contextmanager
    def work(self) -> Iterator[Project]:
        """Make a project to build the release in, with the publisher's own words and queries.

        Raises:
            StoreError: a file of the release cannot be written, while it is made.
        """
        for left in self.private.glob(f"{_WORK}*"):  # of a run that was killed
            shutil.rmtree(left)
        for left in (*self.private.glob(f".*{ASIDE}*"), *self.out.glob(f".{SETTINGS}{ASIDE}*")):
            left.unlink()
        folder = self.private / f"{_WORK}{os.getpid()}"
        folder.mkdir(mode=0o700)
        try:
            for name in OVERLAYS:
                if (self.out / name).is_dir():
                    shutil.copytree(self.out / name, folder / name)
            (folder / SETTINGS).write_text(self.settings, "utf-8")
            (folder / "graph").mkdir()
            yield Project(folder)
        except OSError as error:
            raise StoreError(
                f"the release cannot be written ({error.strerror or error})",
                where=str(self.private),
                remedy="See to space and permissions there, and make the release again.",
            ) from error
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    @property
    def settings(self) -> str:
        """The settings of a release: what stands there; else the base, and nothing else.

        A table `[dataset]` it takes from the project, unless it has one of its own.

        Raises:
            InputError: the settings of the data set are ill-formed.
        """
        there = Project(self.out)
        text = f"base = {_toml(self.project.base)}\n"
        if there.settings_file.is_file():
            text = there.settings_file.read_text("utf-8")
        read_about(self.project)  # which refuses what is no text
        told = self.project.settings.get("dataset", {})
        if "dataset" in there.settings or not told:
            return text
        lines = "".join(f"{name} = {_toml(value)}\n" for name, value in told.items())
        return f"{text.rstrip()}\n\n[dataset]\n{lines}"

    def previous(self) -> Generation | None:
        """Open the release that is in place, or return None."""
        if not (self.out / "build" / "current").is_file():
            return None
        return open_generation(Project(self.out))

    def put(self, folder: Path, changes: Mapping[str, Any]) -> Path:
        """Put a generation in place; see `casegraph.build.adopt`."""
        self.out.mkdir(parents=True, exist_ok=True)
        settings, text = self.out / SETTINGS, self.settings
        if not settings.exists() or settings.read_text("utf-8") != text:
            aside = self.out / f".{SETTINGS}{ASIDE}{os.getpid()}"
            aside.write_text(text, "utf-8")
            aside.replace(settings)
        return adopt(Project(self.out), folder, changes)

    def read_ledger(self) -> Ledger:
        """Read what was released before.

        Raises:
            InputError: the ledger is damaged.
        """
        path = self.private / _LEDGER
        if not path.exists():
            return Ledger()
        try:
            document = json.loads(path.read_text("utf-8"))
            return Ledger(dict(document["keys"]), frozenset(document["ever"]))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise InputError(
                "the ledger of earlier releases is damaged",
                path=path,
                remedy="Bring it back from a copy; without it small additions are not noticed.",
            ) from error

    def write_ledger(self, ledger: Ledger) -> None:
        """Write down what was released."""
        document = {"keys": dict(sorted((ledger.keys or {}).items())), "ever": sorted(ledger.ever)}
        write_private(self.private / _LEDGER, json.dumps(document, indent=2) + "\n")


def find_places(project: Project, out: Path, private: Path | None) -> Places:
    """Check where a release shall be made, and make the private folder.

    Raises:
        UsageError: project, release and private folder do not go together.
        StoreError: the private folder cannot be made, or others may read it.
    """
    out = out.resolve()
    private = (private or project.root / PRIVATE).resolve()
    for inner, outer, what in (
        (private, out, "the private folder would lie in the release"),
        (project.root, out, "the project lies in that folder"),
        (out, private, "the release would lie in the private folder"),
        (out, project.root / "graph", "the release would lie in graph/"),
        (out, project.build_folder, "the release would lie in build/"),
    ):
        if inner.is_relative_to(outer):
            raise UsageError(what, where=str(out), remedy="Name another folder.")
    _refuse_strangers(project, out)
    try:
        private.mkdir(mode=0o700, parents=True, exist_ok=True)
        ignored = private / ".gitignore"
        if not ignored.exists():
            write_private(ignored, "*\n")
    except OSError as error:
        raise StoreError(
            f"the private folder cannot be made ({error.strerror})", where=str(private)
        ) from error
    if private.stat().st_mode & 0o077:
        raise StoreError(
            "others may read the private folder",
            where=str(private),
            remedy=f"Run 'chmod 700 {private}'.",
        )
    return Places(project, out, private)


def _toml(text: str) -> str:
    """Write a text as TOML, whose basic strings are those of JSON but for one sign."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")


def _refuse_strangers(project: Project, out: Path) -> None:
    """Refuse a folder that holds something else than an earlier release of this project."""
    if not out.exists():
        return
    if not out.is_dir():
        raise UsageError("this is no folder", where=str(out), remedy="Name a new folder.")
    if (out / "graph").exists():
        raise UsageError(
            "this is a project, not a release", where=str(out), remedy="Name a new folder."
        )
    killed = f".{SETTINGS}{ASIDE}"
    names = {path.name for path in out.iterdir() if not path.name.startswith(killed)}
    there = names - {".gitkeep", *OVERLAYS}
    if there and SETTINGS not in there:
        raise UsageError(
            "there is something else in this folder", where=str(out), remedy="Name a new folder."
        )
    if SETTINGS in there and Project(out).base != project.base:
        raise UsageError(
            f"this is a release of things under {Project(out).base}",
            where=str(out),
            remedy="Name a new folder.",
        )
    if (out / "build" / "current").is_file() and not open_generation(Project(out)).released:
        raise UsageError(
            "a build lies there that is no release", where=str(out), remedy="Name a new folder."
        )
