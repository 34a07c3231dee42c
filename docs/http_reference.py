"""The OpenAPI description in, a page of reference on the HTTP interface out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from casegraph.project import Project
from casegraph.saved import load
from casegraph.server.limits import MIB, Limits
from casegraph.server.openapi import openapi

_QUESTION: Final = "/question/"
_NETWORK: Final = "/network/"
_SITE: Final = "https://data.example.org/"
Rows = Callable[[tuple[str, ...], Iterable[tuple[str, ...]]], list[str]]


def http_page(project: Project, rows: Rows) -> str:
    """Write the page.

    Args:
        project: whose questions there are.
        rows: writes a table of Markdown.
    """
    questions = [load(path) for path in project.queries().values()]
    networks = [load(path) for path in project.queries("networks").values()]
    drawn = {f"{_NETWORK}{recipe.name}": recipe for recipe in networks}
    described = openapi(questions, networks, _SITE)
    lines = [
        "# HTTP",
        "",
        "What `casegraph serve` answers. A running server gives the same as OpenAPI 3.1 at "
        "`/openapi.json`, and each saved question with its own parameters. "
        "[How to serve](../how-to/serve.md) · [limits](../explanation/limits.md)",
        "",
    ]
    for path, methods in described["paths"].items():
        if path.startswith(_QUESTION) or path in drawn:
            continue
        for method, operation in methods.items():
            lines += _operation(f"{method.upper()} {path}", operation, rows)
    asked = next(p for p in described["paths"] if p.startswith(_QUESTION))
    operation = dict(described["paths"][asked]["get"])
    operation["summary"] = "Answer a saved question: [the questions](questions.md)."
    operation["description"] = "Its parameters are fields of the address, without `--`."
    operation["parameters"] = [
        field
        for field in operation["parameters"]
        if field["name"] in ("_mediatype", "lang", "raw-cells", "version")
    ]
    lines += _operation(f"GET {_QUESTION}NAME", operation, rows)
    operation = dict(described["paths"][min(drawn)]["get"])
    operation["summary"] = "Read the page of a network."
    operation["description"] = "The parameters of its recipe are fields of the address."
    operation["parameters"] = [f for f in operation["parameters"] if f["name"] == "version"]
    lines += _operation(f"GET {_NETWORK}NAME", operation, rows)
    lines += ["## Statuses", "", *rows(("status", "meaning"), sorted(_statuses(described)))]
    lines += ["## Bounds", "", "Defaults; options of `casegraph serve` change some.", ""]
    lines += rows(("bound", "default"), _bounds(Limits()))
    return "\n".join(lines)


def _operation(title: str, operation: dict[str, Any], rows: Rows) -> list[str]:
    lines = [f"## {title}", "", operation["summary"], ""]
    if "description" in operation:
        lines += [operation["description"], ""]
    fields = [
        (f"`{field['name']}`", field["in"], field["description"])
        for field in operation["parameters"]
    ]
    if fields:
        lines += rows(("parameter", "in", "meaning"), fields)
    if body := operation.get("requestBody"):
        lines += ["Body: " + ", ".join(f"`{kind}`" for kind in body["content"]) + ".", ""]
    content = operation["responses"].get("200", {}).get("content", {})
    if content:
        lines += ["Forms: " + ", ".join(f"`{kind}`" for kind in content) + ".", ""]
    return lines


def _statuses(described: dict[str, Any]) -> set[tuple[str, str]]:
    return {
        (status, response["description"])
        for methods in described["paths"].values()
        for operation in methods.values()
        for status, response in operation["responses"].items()
    }


def _bounds(limits: Limits) -> Iterator[tuple[str, str]]:
    yield "time for one answer, parsing included", f"{limits.seconds:g} s"
    yield "memory for one answer", f"{limits.memory // MIB} MiB"
    yield "size of one answer, unpacked", f"{limits.output // MIB} MiB"
    yield "length of a query", "64 KiB"
    yield "nesting of a query", "64 brackets"
    yield "waiting for a worker", f"{limits.waiting:g} s"
    yield "work for one client at once", f"{limits.client_seconds:g} s"
    yield "work given back to a client", f"{limits.client_rate:g} s a second"
    yield "bytes of a dump, as sent, that are a second of work", f"{limits.client_bytes // MIB} MiB"
    yield "requests of one client that wait", str(limits.client_queue)
    yield "line and headers of a request", f"{limits.head_bytes // 1024} KiB"
    yield "number of headers", str(limits.head_lines)
    yield "time for line and headers", f"{limits.header_seconds:g} s"
    yield "body of a request", f"{limits.body_bytes // 1024} KiB"
    yield "time for the body", f"{limits.body_seconds:g} s"
    yield "time without reading an answer", f"{limits.write_seconds:g} s"
    yield "connections of each process", str(limits.connections)
