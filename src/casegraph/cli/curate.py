"""The commands of people who keep a graph: new, build, verify, fmt, evidence, anchor, mint."""

from __future__ import annotations

import json
import shlex
from collections.abc import Collection
from pathlib import Path
from typing import Annotated

import typer

from casegraph.build import build as build_generation
from casegraph.build import verify as verify_generation
from casegraph.cli.app import (
    FINDINGS,
    Json,
    app,
    cores,
    counted,
    emit,
    note,
    project,
    steps,
    write_file,
)
from casegraph.cli.meant import meant
from casegraph.dataset import read_dataset
from casegraph.errors import InputError, UsageError, nearest
from casegraph.evidence import (
    DocumentCheck,
    anchors,
    check_document,
    read_document,
    sha256,
)
from casegraph.project import Project
from casegraph.project.walk import is_left_alone, link_to_none
from casegraph.scaffold import (
    EXAMPLE_BASE,
    mint_identifier,
    new_project,
    passage,
    taken_identifiers,
)
from casegraph.turtle import format_text, read
from casegraph.validate import Severity


@app.command()
def new(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new or empty folder.")],
    base: Annotated[
        str, typer.Option(help="The base IRI of your things, ending in a slash.")
    ] = EXAMPLE_BASE,
) -> None:
    """Make a project with three fictional cases, to copy from.

    Example: casegraph new my-cases --base https://example.org/id/
    """
    files = new_project(folder, base)
    name = shlex.quote(str(folder))
    note(f"made {folder} with {len(files)} files; next: casegraph --project {name} build")


@app.command()
def build(
    accept_violations: Annotated[
        bool,
        typer.Option("--accept-violations", help="Put it in use even if something is wrong."),
    ] = False,
    again: Annotated[
        bool, typer.Option("--again", help="Build from nothing, whatever is there.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Read, derive, validate and store the project as a new generation.

    Of a large project only what changed since the last build is read and judged again.
    Exit code 1: a Violation was found, and the old generation stays in use.
    Example: casegraph build
    """
    where = project()
    with steps() as progress:
        result = build_generation(
            where,
            accept_violations=accept_violations,
            again=again,
            workers=cores(),
            progress=progress,
        )
    manifest = result.manifest
    if as_json:
        keys = ("digest", "quads", "derived", "findings")
        summary = {key: manifest[key] for key in keys} | {"judged": result.judged}
        if result.folder is None:  # no store was written whose quads could be counted
            summary["quads"] = None
        emit(json.dumps(summary | {"in use": result.folder is not None}, indent=2) + "\n")
    elif result.folder is None:
        emit(f"findings: {result.report.summary()}\n")
    else:
        derived = sum(manifest["derived"].values())
        emit(
            f"{manifest['quads']} quads in {manifest['graphs']} graphs, {derived} of them "
            f"derived\nfindings: {result.report.summary()}\ngeneration {result.digest}\n"
        )
    if result.folder is None:
        if not as_json:
            violations = meant(result.report.at_least(Severity.VIOLATION), where)
            text = violations.to_text(where.prefixes)
            emit(text.removesuffix("\n").rpartition("\n")[0])  # the counts stand above
        note("not put in use: mend the violations, or accept them with --accept-violations")
        raise typer.Exit(FINDINGS)
    if result.fresh and result.judged is not None:
        note(f"judged again: {result.judged} unit{'' if result.judged == 1 else 's'}")
    if not result.fresh:
        note("nothing changed: this generation was in use already")


@app.command()
def verify(as_json: Json = False) -> None:
    """Hash everything in the generation in use and compare it with its manifest.

    Exit code 1: something was changed. Example: casegraph verify
    """
    with steps() as progress:
        wrong = verify_generation(project(), progress)
    if as_json:
        emit(json.dumps({"sound": not wrong, "wrong": wrong}, indent=2) + "\n")
    else:
        emit("".join(f"{sentence}\n" for sentence in wrong) or "The generation is sound.\n")
    if wrong:
        note("run 'casegraph build --again' to make it anew")
        raise typer.Exit(FINDINGS)


@app.command()
def fmt(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[PATH]…",
            help="Turtle files or folders; graph/, ontology/ and shapes/ of the project if absent.",
        ),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit code 1 if a file would change.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Write Turtle files in canonical form: the same graph gives the same bytes.

    Exit code 1: with --check, a file would change; 3: a file cannot be read, or is a link to none.
    Example: casegraph fmt --check
    """
    where = project()
    folders = paths or [where.root / name for name in ("graph", "ontology", "shapes")]
    texts: dict[Path, str] = {}
    for folder in folders if paths else filter(Path.is_dir, folders):
        for path in files_of(folder, [".ttl"], may_lack=not paths):
            text = _formatted(path, where)
            if text != path.read_bytes().decode("utf-8"):
                texts[path] = text
    if not check:  # all are sound: none is written where one is not
        for path, text in texts.items():
            write_file(path, text)
    changed = [where.shown(resolved(path)) for path in texts]
    if as_json:
        emit(json.dumps({"changed": changed, "written": not check}, indent=2) + "\n")
    else:
        emit("".join(f"{'would change' if check else 'changed'}: {name}\n" for name in changed))
    if check and changed:
        note("run 'casegraph fmt' to write them in canonical form")
        raise typer.Exit(FINDINGS)


def files_of(path: Path, suffixes: Collection[str], *, may_lack: bool = False) -> list[Path]:
    """List the files of a folder that end so; a file is taken for what it is called.

    What lies in a hidden folder, such as `.venv`, is left out, and so is what was built.

    Args:
        path: a file or a folder that a person named.
        suffixes: how the files of a folder end, such as `.ttl`.
        may_lack: whether a folder may hold none of them.

    Raises:
        UsageError: it does not exist, or is a folder without such a file.
        InputError: it is a folder with a link to no file.
    """
    if not path.exists():
        raise UsageError("there is no such file", where=str(path), remedy="Check its name.")
    if not path.is_dir():
        return [path]
    built = project().build_folder
    found = []
    for member in sorted(path.rglob("*")):
        *folders, name = member.relative_to(path).parts
        if any(part.startswith(".") for part in folders) or member.is_relative_to(built):
            continue
        if member.is_symlink() and not member.exists() and not is_left_alone(name):
            raise link_to_none(project().shown(resolved(member)))
        inside = member.resolve().is_relative_to(built)  # by a link
        if member.suffix in suffixes and member.is_file() and not inside:
            found.append(member)
    if not found and not may_lack:
        raise UsageError(
            "this folder holds no file to look at",
            where=str(path),
            remedy=f"Name a folder with files that end in {' '.join(suffixes)}.",
        )
    return found


def resolved(path: Path) -> Path:
    """Say where a path lies; a link in `graph/` counts as lying there.

    Raises:
        UsageError: no file can have this name.
    """
    try:
        return path.parent.resolve() / path.name if path.name != ".." else path.resolve()
    except (OSError, RuntimeError, ValueError) as error:
        raise UsageError(
            f"there is no such file ({error})", where=str(path), remedy="Check its name."
        ) from error


def _formatted(path: Path, where: Project) -> str:
    shown = where.shown(resolved(path))
    if path.suffix != ".ttl":
        read(path, shown=shown)
        raise InputError(
            "fmt writes Turtle only", path=shown, remedy="Save it as Turtle in a .ttl file."
        )
    try:
        return format_text(path, where.prefixes)
    except InputError as error:
        raise InputError(
            error.what, path=shown, line=error.line, column=error.column, remedy=error.remedy
        ) from error


@app.command()
def evidence(
    documents: Annotated[
        list[Path], typer.Argument(metavar="DOCUMENT…", help="The texts that you have.")
    ],
    source: Annotated[
        str | None, typer.Option(help="The source that the document is; found by itself if absent.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Check every anchor against the documents that you have: matched, moved or broken.

    Exit code 1: an anchor moved or is broken. Example: casegraph evidence report.txt
    """
    where = project()
    engine = read_dataset(where).engine
    total = sum(len(spots) for _, spots in anchors(engine).values()) * len(documents)
    with counted("checking anchors", total) as advance:
        checks = [check_document(engine, where, path, source, advance) for path in documents]
    if as_json:
        emit(json.dumps([_as_json(check) for check in checks], indent=2) + "\n")
    else:
        for check in checks:
            emit(_as_text(check, where.prefixes.shorten(check.source)))
    if any(check.count("moved") or check.count("broken") for check in checks):
        raise typer.Exit(FINDINGS)


def _as_text(check: DocumentCheck, source: str) -> str:
    same = "the anchored text" if check.identical else "not the anchored text as a whole"
    lines = [f"{check.document}: {source} ({same})"]
    for checked in check.anchors:
        name = checked.anchor.passage.rsplit("#", 1)[-1]
        if checked.status == "moved":
            lines.append(f"  moved: {name} now stands at {checked.start}-{checked.end}")
        elif checked.status == "broken":
            lines.append(f"  broken: {name} stands nowhere in the document")
    counts = ", ".join(f"{check.count(s)} {s}" for s in ("matched", "moved", "broken"))
    return "\n".join([*lines, f"  {counts}"]) + "\n"


def _as_json(check: DocumentCheck) -> dict[str, object]:
    return {
        "document": str(check.document),
        "source": check.source,
        "identical": check.identical,
        "anchors": [
            {
                "passage": checked.anchor.passage,
                "status": checked.status,
                "start": checked.anchor.start if checked.status == "matched" else checked.start,
                "end": checked.anchor.end if checked.status == "matched" else checked.end,
            }
            for checked in check.anchors
        ],
    }


@app.command()
def anchor(
    document: Annotated[Path, typer.Argument(help="The text that you have.")],
    quote: Annotated[str, typer.Argument(help="Words of it; white space does not matter.")],
    source: Annotated[str, typer.Option(help="The identifier of the source in graph/sources/.")],
    locator: Annotated[
        str | None, typer.Option(help="Where people find it, such as 'paragraph 2, sentence 1'.")
    ] = None,
) -> None:
    """Write the passage of a quote as Turtle: offsets and hash, never the words.

    Example: casegraph anchor report.txt "to 18 years" --source report-2020 --locator "line 3"
    """
    where = project()
    emit(passage(document, quote, source, where.prefixes, locator))
    known = {path.stem for path in where.graph_files() if path.parent.name == "sources"}
    if source not in known:
        near = nearest(source, known)
        more = near if near.startswith("Did") else "A new one needs a file of this name."
        note(f"note: {source} is no source of this project yet: graph/sources/ has none. {more}")
    note(f'the whole text, for its source: cg:textSha256 "{sha256(read_document(document))}"')


@app.command()
def mint(
    kind: Annotated[str, typer.Argument(help="What to name; 'person' is all there is.")],
    count: Annotated[int, typer.Option(min=1, max=100, help="How many identifiers.")] = 1,
    as_json: Json = False,
) -> None:
    """Draw random identifiers for persons; no IRI ever holds a name.

    Example: casegraph mint person
    """
    if kind != "person":
        raise UsageError(
            f"{kind!r} gets no random identifier",
            remedy="Only persons are minted; name courts, bodies and sources by what they are.",
        )
    where = project()
    taken = taken_identifiers(where)
    drawn: list[str] = []
    for _ in range(count):
        drawn.append(mint_identifier(taken))
        taken.add(drawn[-1])
    iris = [f"{where.base}person/{identifier}" for identifier in drawn]
    emit(json.dumps(iris, indent=2) + "\n" if as_json else "".join(f"{iri}\n" for iri in iris))
