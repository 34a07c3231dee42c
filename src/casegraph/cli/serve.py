"""The command of people who publish: serve."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import Annotated, Final

import typer

from casegraph.cli.app import app, emit, note, note_unsaid, project
from casegraph.errors import CasegraphError, UsageError
from casegraph.project import SETTINGS

_LOOPBACK: Final = ("127.0.0.1", "localhost", "::1")
_MIB: Final = 1024 * 1024
_MOST_MIB: Final = 1024 * 1024  # a tebibyte
_DAY: Final = 86400  # seconds


@app.command("serve")
def serve_command(
    host: Annotated[str, typer.Option("--host", help="The address to bind to.")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", help="The port; 0 takes a free one.", min=0, max=65535)
    ] = 8000,
    processes: Annotated[
        int, typer.Option("--processes", help="How many processes speak HTTP.", min=1, max=64)
    ] = min(4, os.cpu_count() or 1),
    workers: Annotated[
        int, typer.Option("--workers", help="How many workers each of them has.", min=1, max=64)
    ] = 2,
    allow_host: Annotated[
        list[str] | None,
        typer.Option("--allow-host", help="A further name of this server; repeat for more."),
    ] = None,
    proxy: Annotated[
        list[str] | None,
        typer.Option("--proxy", help="An address or network whose word on who asks is taken."),
    ] = None,
    seconds: Annotated[
        float,
        typer.Option(
            "--seconds",
            help="The longest time for an answer.",
            min=0.1,
            max=_DAY,
        ),
    ] = 30,
    memory: Annotated[
        int,
        typer.Option(
            "--memory", help="The most memory for an answer, in MiB.", min=32, max=_MOST_MIB
        ),
    ] = 512,
    output: Annotated[
        int, typer.Option("--output", help="The largest answer, in MiB.", min=1, max=_MOST_MIB)
    ] = 100,
    deadline: Annotated[
        float,
        typer.Option(
            "--deadline",
            help="Seconds in which the head of a request must have arrived; its body has twice as "
            "long, and each next piece of an answer thrice to be read.",
            min=0.1,
            max=_DAY,
        ),
    ] = 10,
    cache: Annotated[
        int,
        typer.Option(
            "--cache", help="Answers that each process keeps, in MiB.", min=0, max=_MOST_MIB
        ),
    ] = 64,
    client_seconds: Annotated[
        float,
        typer.Option(
            "--client-seconds",
            help="Work for one client at once; 0: no limit.",
            min=0,
            max=_DAY,
        ),
    ] = 90,
    preview: Annotated[
        bool,
        typer.Option("--preview", help="Show the curators' graph, to this machine only."),
    ] = False,
) -> None:
    """Serve a release by HTTP: SPARQL, linked data, questions. Ctrl-C ends it.

    Example: casegraph --project ../public serve --port 8000
    """
    try:
        from casegraph.server.serve import Limits, Settings, check, serve
    except ImportError as error:
        raise CasegraphError(
            f"{error.name} is not installed",
            remedy="Install it with: pip install 'casegraph[server]'.",
        ) from error
    served = check(project(), preview=preview)
    if not served.released and (host not in _LOOPBACK or proxy or allow_host):
        raise UsageError(
            "this is the curators' graph and no release: only this machine may see it",
            where=str(served.project.root),
            remedy="Leave out --host, --proxy and --allow-host, or serve a release.",
        )
    limits = replace(
        Limits(),
        seconds=seconds,
        memory=memory * _MIB,
        output=output * _MIB,
        client_seconds=client_seconds,
        header_seconds=deadline,
        body_seconds=2 * deadline,
        write_seconds=3 * deadline,
    )
    settings = Settings(
        host=host,
        port=port,
        processes=processes,
        workers=workers,
        hosts=tuple(allow_host or ()),
        proxies=tuple(proxy or ()),
        cache=cache * _MIB,
        limits=limits,
    )
    if served.released:
        note_unsaid(served.project)
    else:
        note("note: this is the curators' graph and no release; only this machine can see it")

    def started(address: str) -> None:
        emit(f"serving {address}\n")
        if address != served.url:
            note(f"its links say {served.url}; 'site' in {SETTINGS} changes that")

    serve(served, settings, started, note)
