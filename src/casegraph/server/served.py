"""A project in, what a server may show of it out: the one guard before everything else.

What is served is checked once, by a process of its own, and opened again by each worker.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from casegraph.build import Generation, open_generation
from casegraph.build.manifest import STORE
from casegraph.engine import Embedded
from casegraph.errors import CasegraphError, StoreError, UsageError
from casegraph.opened import CaseGraph
from casegraph.project import Project, resources
from casegraph.release import is_release

_READ: Final = 65536


@dataclass(frozen=True)
class Served:
    """What a server shows.

    Attributes:
        project: the project.
        folder: where its generation lies.
        digest: what names the generation.
        manifest: counts and hashes.
        released: whether it is a release: then everybody may see all of it.
    """

    project: Project
    folder: Path
    digest: str
    manifest: dict[str, Any]
    released: bool

    @property
    def url(self) -> str:
        """The public address of the server, ending in a slash."""
        return self.project.site

    @property
    def host(self) -> str:
        """The name of the host in the public address."""
        return urlsplit(self.url).hostname or ""

    @property
    def state(self) -> str:
        """What names data, code and settings together: the same state gives the same answers."""
        return f"{self.digest} {code_state(self.project)}"

    def open(self) -> CaseGraph:
        """Open it, in the process that calls this.

        Raises:
            StoreError: the store cannot be opened.
        """
        engine = Embedded.open(self.folder / STORE)
        return CaseGraph(self.project, Generation(self.folder, self.digest, self.manifest, engine))


def check(project: Project, *, preview: bool = False) -> Served:
    """Check the generation in use.

    A store has threads, and a process with threads cannot be forked well, so that another process
    opens it here and tells what it found.

    Args:
        project: a release.
        preview: whether a curators' graph may be shown as well, to curators.

    Raises:
        StoreError: nothing was built yet, or the generation is damaged.
        UsageError: it is no release.
    """
    reading, writing = os.pipe()
    process = os.fork()
    if not process:
        os.close(reading)
        _tell(project, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as told:
        text = told.read()
    os.waitpid(process, 0)
    if not text:
        raise StoreError("the generation could not be checked", where=str(project.root))
    found = json.loads(text)
    if "error" in found:
        raise StoreError(**found["error"])
    if not found["released"] and not preview:
        raise UsageError(
            "this is the curators' graph and no release: it may hold what nobody else may see",
            where=str(project.root),
            remedy="Make a release with 'casegraph release ../public', and serve that with "
            "'casegraph -C ../public serve'. To look at this one yourself, add --preview.",
        )
    return Served(project, Path(found.pop("folder")), **found)


def _tell(project: Project, writing: int) -> None:
    """Open the generation in use, and write down what there is of it."""
    try:
        try:
            found = open_generation(project)
            document: dict[str, Any] = {
                "folder": str(found.folder),
                "digest": found.digest,
                "manifest": found.manifest,
                "released": is_release(project, found),
            }
        except CasegraphError as error:
            document = {"error": {"what": error.what, "where": error.where, "remedy": error.remedy}}
        with os.fdopen(writing, "wb") as telling:
            telling.write(json.dumps(document).encode("utf-8"))
    finally:
        os._exit(0)


def code_state(project: Project) -> str:
    """Name what makes answers of data: code, queries and settings. Another one, other bytes."""
    digest = hashlib.sha256(version("pyoxigraph").encode("ascii"))
    package = Path(str(files("casegraph")))
    paths = [*package.rglob("*"), *(resources() / "queries").rglob("*.rq")]
    paths += [*(project.root / "queries").rglob("*.rq"), project.settings_file]
    paths += filter(None, [project.mapping_table()])
    for path in sorted(path for path in paths if path.is_file() and path.suffix != ".pyc"):
        digest.update(path.name.encode("utf-8", "surrogateescape"))
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
