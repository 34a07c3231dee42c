"""One folder of cases: where its files are, and its settings."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from pyoxigraph import NamedNode

from casegraph.errors import InputError, UsageError
from casegraph.project.walk import DataFile, data_files, graph_of, some_files
from casegraph.terms import CG, DEFAULT_BASE, SHAPE, VOCABULARY, Prefixes
from casegraph.turtle import FORMATS

SETTINGS: Final = "casegraph.toml"
_SETTINGS_KNOWN: Final = {"base", "dataset", "engines", "noindex", "release", "site"}
_BASE = re.compile(r"https?://[^\s<>\"{}|\\^`#?]+/")
_ONTOLOGY_GRAPH: Final = "https://w3id.org/casegraph/ns/"
MAPPINGS: Final = "mappings.sssom.tsv"
_VOCABULARY_GRAPH: Final = "https://w3id.org/casegraph/vocab/"
# no thing may be a term: its file would change what the term means
_OWN: Final = (CG.replace("#", "/"), VOCABULARY, SHAPE)


@cache
def resources() -> Path:
    """Return the folder that holds casegraph's own ontology, shapes and queries.

    An installed package carries them as `data`; in an editable install they are the top level of
    the repository.
    """
    package = Path(str(files("casegraph")))
    packaged = package / "data"
    return packaged if packaged.is_dir() else package.parents[1]


@dataclass(frozen=True)
class Project:
    """One folder of cases, with its settings.

    Args:
        root: the folder that holds `graph/`.
    """

    root: Path

    @classmethod
    def find(cls, start: Path) -> Project:
        """Find the project that a folder lies in, looking upwards.

        Raises:
            UsageError: there is no such folder, or none above has `graph/` or `casegraph.toml`.
        """
        try:
            start = start.resolve()
            missing = not start.exists()
        except (OSError, RuntimeError, ValueError):  # a link to itself, a name that is too long
            missing = True
        if missing:
            raise UsageError("there is no such folder", where=str(start), remedy="Check its name.")
        for folder in (start, *start.parents):
            if (folder / SETTINGS).is_file() or (folder / "graph" / "cases").is_dir():
                return cls(folder)
        raise UsageError(
            "this folder belongs to no project",
            where=str(start),
            remedy="Go to a folder with graph/cases/, or make one with 'casegraph new DIR'.",
        )

    @cached_property
    def settings(self) -> dict[str, Any]:
        """The settings of `casegraph.toml`; empty without one.

        Raises:
            InputError: the file is no TOML, or has an unknown or ill-formed setting.
        """
        path = self.settings_file
        if not path.is_file():
            return {}
        try:
            table = tomllib.loads(path.read_text("utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise InputError(
                f"this is not TOML ({error})", path=path, remedy="Correct it there."
            ) from error
        except OSError as error:
            raise InputError(
                f"the settings cannot be read ({error.strerror})",
                path=path,
                remedy="Check its permissions.",
            ) from error
        if unknown := sorted(set(table) - _SETTINGS_KNOWN):
            raise InputError(
                f"the setting {unknown[0]!r} is unknown",
                path=path,
                remedy=f"Known: {', '.join(sorted(_SETTINGS_KNOWN))}.",
            )
        if not isinstance(table.get("engines", {}), dict):
            raise InputError(
                "engines is no table",
                path=path,
                remedy='Write [engines.NAME] and, below it, query = "https://…".',
            )
        check_base(str(table.get("base", DEFAULT_BASE)), path)
        site = table.get("site", DEFAULT_BASE)
        if not isinstance(site, str) or not _BASE.fullmatch(site):
            raise InputError(
                f"the site {site!r} is no address of a server",
                path=path,
                remedy="Give an http or https address that ends in a slash.",
            )
        return table

    @property
    def settings_file(self) -> Path:
        """Where the settings are, if there are any."""
        return self.root / SETTINGS

    @property
    def base(self) -> str:
        """The base IRI of this project's things, ending in a slash."""
        return str(self.settings.get("base", DEFAULT_BASE))

    @property
    def site(self) -> str:
        """The public address of the server that shows this project, ending in a slash.

        Without a setting it is what stands before `id/` in the base, else the base itself.
        """
        return str(self.settings.get("site", self.base.removesuffix("id/")))

    @cached_property
    def prefixes(self) -> Prefixes:
        """The prefixes of this project."""
        return Prefixes(self.base)

    @property
    def build_folder(self) -> Path:
        """Where generations are kept."""
        return self.root / "build"

    def shown(self, path: Path) -> str:
        """Name a file as people know it: relative to the project where it lies inside."""
        for folder in (self.root, resources()):
            if path.is_relative_to(folder):
                return path.relative_to(folder).as_posix()
        return str(path)

    def data_files(self, among: Collection[str] | None = None) -> list[DataFile]:
        """List the files of `graph/`, or those of them that are among some paths.

        The errors are those of `casegraph.project.walk.data_files`.
        """
        if among is None:
            return data_files(self.root, self.base)
        return some_files(self.root, self.base, among)

    def graph_files(self) -> list[Path]:
        """List the paths of `data_files`; its errors are those."""
        return [self.root / file.shown for file in self.data_files()]

    def graph_of(self, path: Path) -> NamedNode:
        """Return the named graph of a file; each can be computed from the other.

        Raises:
            InputError: the name of the file holds a character that would have to be escaped.
        """
        full = path if path.is_relative_to(self.root) else path.resolve()
        return NamedNode(graph_of(full.relative_to(self.root).as_posix(), self.base))

    def file_of(self, graph: str) -> Path | None:
        """Return the file of a named graph, or None for a derived graph or the ontology."""
        inside = graph.removeprefix(f"{self.base}graph/")
        if inside == graph or ".." in inside.split("/"):
            return None
        for suffix in FORMATS:
            path = self.root / "graph" / f"{inside}{suffix}"
            if path.is_file():
                return path
        return None

    def _folder_files(self, folder: str, pattern: str) -> dict[str, Path]:
        """Collect casegraph's own files and the project's; one of the same name replaces."""
        found: dict[str, Path] = {}
        for root in dict.fromkeys((resources(), self.root)):
            top = root / folder
            for path in sorted(top.glob(pattern)):
                found[path.relative_to(top).as_posix()] = path
        return dict(sorted(found.items()))

    def ontology_files(self) -> dict[Path, NamedNode]:
        """List the files of the ontology and vocabularies with the named graph of each."""
        modules = self._folder_files("ontology", "*.ttl").values()
        schemes = self._folder_files("ontology/vocab", "*.ttl").values()
        graphs = {path: NamedNode(_ONTOLOGY_GRAPH + path.stem) for path in modules}
        return graphs | {path: NamedNode(_VOCABULARY_GRAPH + path.stem) for path in schemes}

    def mapping_table(self) -> Path | None:
        """Return the table of mappings to other vocabularies (SSSOM), if the ontology has one."""
        return self._folder_files("ontology", MAPPINGS).get(MAPPINGS)

    def shape_files(self) -> list[Path]:
        """List the SHACL files for data; `style.ttl` is for the ontology and stays out."""
        found = self._folder_files("shapes", "*.ttl")
        return [path for name, path in found.items() if name != "style.ttl"]

    def style_shapes(self) -> Path:
        """Return the shapes over the ontology itself."""
        return resources() / "shapes" / "style.ttl"

    def queries(self, kind: str = "") -> dict[str, Path]:
        """Return the saved queries by name.

        Args:
            kind: "" for questions, or a folder below `queries/`: `rules`, `networks`,
                `checks/data`, `checks/ontology`.
        """
        folder = f"queries/{kind}" if kind else "queries"
        return {path.stem: path for path in self._folder_files(folder, "*.rq").values()}

    def migrations(self) -> list[Path]:
        """List the SPARQL Update files that carry data along with the ontology."""
        return self.updates("migrations")

    def updates(self, kind: str) -> list[Path]:
        """List the SPARQL Update files of a folder below `queries/`, in the order of names."""
        return list(self._folder_files(f"queries/{kind}", "*.ru").values())

    def release_shapes(self, which: str) -> list[Path]:
        """List the SHACL files that say what may leave in a release.

        Args:
            which: `public`, or `pseudonymised`.
        """
        return list(self._folder_files(f"shapes/release/{which}", "*.ttl").values())


def check_base(base: str, path: Path | str) -> None:
    """Check the base IRI of a project's things.

    Raises:
        InputError: it is no http(s) IRI that ends in a slash, or casegraph's own terms stand there.
    """
    try:
        sound = base.isprintable() and bool(_BASE.fullmatch(base)) and bool(NamedNode(base))
    except ValueError:
        sound = False
    if not sound:
        raise InputError(
            f"the base {base!r} is no IRI for things",
            path=path,
            remedy="Give an http or https IRI that ends in a slash, such as https://example.org/id/.",
        )
    plain = base.lower().replace("http://", "https://", 1)
    for own in _OWN:
        if plain.startswith(own) or own.startswith(plain):
            raise InputError(
                f"the base {base!r} is where casegraph's own terms stand",
                path=path,
                remedy=f"Give an address of your own; without one it is {DEFAULT_BASE}.",
            )
