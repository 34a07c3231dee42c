"""The application that the commands hang on, and what all of them share."""

from __future__ import annotations

import errno
import logging
import os
import signal
import stat
import sys
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from casegraph.errors import CasegraphError, InputError, UsageError
from casegraph.opened import CaseGraph
from casegraph.opened import open as open_project
from casegraph.project import SETTINGS, Project, read_about

if TYPE_CHECKING:
    from casegraph.engine import Remote

FINDINGS: Final = 1
COULD_NOT_RUN: Final = 3
_INTERRUPTED: Final = 130
PATIENCE: Final = 30.0  # seconds without an answer, after which a person is told that it is awaited

app = typer.Typer(
    name="casegraph",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help="A knowledge graph of cases, people and institutions, with evidence on every node.",
)
errors = Console(stderr=True, soft_wrap=True, highlight=False)
_chosen: dict[str, Path] = {}
Json = Annotated[bool, typer.Option("--json", help="Write JSON.")]
Out = Annotated[Path | None, typer.Option("--out", "-o", help="Write to this file.")]
EngineName = Annotated[
    str | None,
    typer.Option(
        "--engine",
        metavar="URL|NAME",
        help="Ask this SPARQL engine, by address or by name in casegraph.toml; else the build.",
    ),
]


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        emit(f"casegraph {version('casegraph')}\n")
        raise typer.Exit


@app.callback()
def _options(
    project: Annotated[
        Path, typer.Option("--project", "-C", help="The project, or a folder in it.", metavar="DIR")
    ] = Path("."),  # noqa: PTH201 - the option's default as it is shown
    version: Annotated[  # noqa: ARG001 - its callback does the work
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    _chosen["project"] = project


def project() -> Project:
    """Find the project that `--project` names.

    Raises:
        UsageError: the folder belongs to no project.
    """
    return Project.find(_chosen.get("project", Path()))


def engine_named(where: Project, named: str) -> Remote:
    """Find another engine by its address, or by its name in the settings of a project.

    Raises:
        UsageError: there is no such engine.
    """
    from casegraph.engine import Remote, find_service

    return Remote(find_service(named, where.settings.get("engines", {}), SETTINGS))


def opened(engine: str | None = None) -> CaseGraph:
    """Open an engine, or the project's generation in use; say so where files changed since."""
    end_at_interrupt()
    graph = open_project(project().root, engine=engine)
    if engine is not None:
        return graph
    try:
        changed = graph.generation.changed_inputs(graph.project)
    except InputError as error:  # what was built can be asked while a file is being mended
        note(f"note: the last build answers; the next one will fail: {error}")
        return graph
    if changed:
        more = f" and {len(changed) - 1} more" if len(changed) > 1 else ""
        note(f"note: {changed[0]}{more} changed since the last build; run 'casegraph build'")
    return graph


def emit(data: str | bytes) -> None:
    """Write to standard output; a text as UTF-8, whatever the terminal is set to.

    Where the reader has gone, as `head` does, the rest goes nowhere: the command ends as it would.

    Raises:
        CasegraphError: standard output is closed, or there is no room where it goes.
    """
    if sys.stdout is None:
        raise CasegraphError("standard output is closed", remedy="Send it somewhere.")
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data.encode("utf-8", "replace") if isinstance(data, str) else data)
        sys.stdout.buffer.flush()
    except OSError as error:
        # what is left in the buffer would be tried again at the end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):
            raise CasegraphError(
                f"standard output cannot be written ({error.strerror})",
                remedy="Send it to another place.",
            ) from error


def shown(text: str) -> str:
    """Take from a text what would move the cursor or turn the letters of who reads it."""
    return "".join(c if c.isprintable() or c == "\n" else "\ufffd" for c in text)


def note(text: str) -> None:
    """Write a line for people to standard error."""
    errors.print(shown(text), markup=False)


def note_unsaid(project: Project) -> None:
    """Tell a publisher what readers will look for and not find, and where to write it."""
    about = read_about(project)
    wanted = {"licence": "how the data may be used", "contact": "whom to ask for a correction"}
    if missing := [name for name in wanted if not getattr(about, name)]:
        note(
            f"note: readers are not told {' nor '.join(wanted[name] for name in missing)}; write "
            f"{' and '.join(missing)} below [dataset] in {project.settings_file}"
        )


def cores() -> int:
    """Count the cores that this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)  # not on every system
    return len(affinity(0)) if affinity else os.cpu_count() or 1


@contextmanager
def steps() -> Iterator[Callable[[str], None]]:
    """Show the step that is being done on standard error, where that is a terminal."""
    columns = (TextColumn("{task.description}"), BarColumn(20), TimeElapsedColumn())
    bar = Progress(*columns, console=errors, transient=True, disable=not errors.is_terminal)
    with bar:
        task = bar.add_task("", total=None)
        yield lambda description: bar.update(task, description=description)


@contextmanager
def counted(description: str, total: int) -> Iterator[Callable[[], None]]:
    """Show how many of a known number are done, where standard error is a terminal."""
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    bar = Progress(*columns, console=errors, transient=True, disable=not errors.is_terminal)
    with bar:
        task = bar.add_task(description, total=total)
        yield lambda: bar.advance(task)


def end_at_interrupt() -> None:
    """Let Ctrl-C end the process at once: the store notices no interrupt while it answers.

    For commands that only read; `write_file` takes it back.
    """
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)


@contextmanager
def at_most(seconds: float | None) -> Iterator[None]:
    """End the process if something takes longer: the store cannot be stopped while it answers.

    Args:
        seconds: what it may take; None: as long as it does, and after a while a note says that it
            still runs.
    """

    def tell() -> None:
        note(
            f"note: still running after {PATIENCE:g} seconds; Ctrl-C ends it, "
            "and --timeout SECONDS bounds it"
        )

    def end() -> None:
        note(f"error: no answer came within {seconds:g} seconds. Ask for less, or raise --timeout.")
        os._exit(COULD_NOT_RUN)

    timer = threading.Timer(PATIENCE, tell) if seconds is None else threading.Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def write_file(path: Path, data: str | bytes | Iterable[bytes]) -> None:
    """Write a file aside, then put it in place: nobody sees half a file.

    What is there keeps its mode; a link stays and its target is written; a pipe or a device is
    written to as it stands. Pieces of bytes are written one by one, and never held together.

    Raises:
        UsageError: the place is a folder, or lies in none.
        CasegraphError: the place cannot be written.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_DFL:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    pieces = _pieces(data)
    try:
        if path.is_dir():
            raise UsageError("this is a folder", where=str(path), remedy="Name a file in it.")
        if not os.path.lexists(path.parent):
            raise UsageError(
                "there is no such folder", where=str(path.parent), remedy="Make it first."
            )
        if is_stream(path):
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_APPEND), "wb") as stream:
                stream.writelines(pieces)
        else:
            _replace(Path(os.path.realpath(path)), pieces)
    except BrokenPipeError:
        pass  # the reader of the pipe has had enough
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have
        raise CasegraphError(
            f"the file cannot be written ({getattr(error, 'strerror', None) or error})",
            where=str(path),
            remedy="Choose another place.",
        ) from error


def _pieces(data: str | bytes | Iterable[bytes]) -> Iterable[bytes]:
    if isinstance(data, str):
        return [data.encode("utf-8")]
    return [data] if isinstance(data, bytes) else data


def is_stream(path: Path) -> bool:
    """Say whether this is a pipe, a device, or an open file under its name in /dev or /proc."""
    within = Path(os.path.realpath(path.parent)).parts[1:2]
    return path.exists() and (not path.is_file() or within in (("dev",), ("proc",)))


def _replace(path: Path, pieces: Iterable[bytes]) -> None:
    if path.is_symlink():  # its target was looked for and not found
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    aside = path.with_name(f".{path.name[:50]}.new-{os.getpid()}")
    try:
        with aside.open("wb") as stream:
            stream.writelines(pieces)
        if path.exists():
            old = path.stat()
            aside.chmod(stat.S_IMODE(old.st_mode))
            with suppress(PermissionError):
                os.chown(aside, old.st_uid, old.st_gid)
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def deliver(data: str | bytes | Iterable[bytes], out: Path | None) -> None:
    """Write to a file where one is named, else to standard output.

    Raises:
        UsageError: the data is no text and standard output is a terminal.
    """
    if out is None:
        if isinstance(data, bytes) and sys.stdout.isatty():
            raise UsageError("this format is no text for a terminal", remedy="Add -o FILE.")
        for piece in _pieces(data):
            emit(piece)
    else:
        write_file(out, data)
        note(f"written: {out}")


def run() -> None:
    """Run the commands that were loaded, and end the process with an exit code."""
    # rdflib logs a traceback for each ill-formed literal; validation reports it with file and line
    logging.getLogger("rdflib").setLevel(logging.ERROR)
    try:
        app()
    except CasegraphError as error:
        note(f"error: {error}")
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        note("interrupted; nothing was left half-written")
        sys.exit(_INTERRUPTED)
    except Exception:  # a fault of ours: say so, and do not let it look like a finding
        traceback.print_exc()
        note("error: this is a fault in casegraph. Please report the lines above.")
        sys.exit(COULD_NOT_RUN)
