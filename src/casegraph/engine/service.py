"""The address or the name of an engine in, the addresses of its services out.

Each product has its services under paths of its own; those that are listed here are recognised by
their address, and any other can be named in `casegraph.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit

from casegraph.engine.answer import Limits
from casegraph.errors import InputError, UsageError, nearest

# the path of an address that people give, and under it: query, update, Graph Store Protocol
_LAYOUTS: Final = (
    (r"()(?:/query)?", "/query", "/update", "/store"),  # Oxigraph
    (r"()/sparql(?:-auth)?", "/sparql", "/sparql-auth", "/sparql-graph-crud-auth"),  # Virtuoso
    (r"(/[^/]+)/query", "/query", "/update", ""),  # Fuseki, Stardog
    (r"(/[^/]+)/sparql", "/sparql", "/update", ""),  # Fuseki
    (r"(/[^/]+)", "", "", ""),  # the data set of a Fuseki
    (r"(.*/repositories/[^/]+)", "", "/statements", "/rdf-graphs/service"),  # GraphDB, RDF4J
    (r"(.*/datastores/[^/]+)/sparql", "/sparql", "/sparql", "/content"),  # RDFox
)
_KEYS: Final = {"query", "update", "graphs", "seconds", "most_bytes"}
_TEXTS: Final = ("query", "update", "graphs")


@dataclass(frozen=True)
class Service:
    """One engine somewhere else.

    Attributes:
        query: the address of its query service.
        update: the address of its update service, or an empty string.
        graphs: the address of its Graph Store Protocol, or an empty string.
        limits: what an answer may cost.
    """

    query: str
    update: str = ""
    graphs: str = ""
    limits: Limits = field(default_factory=Limits)

    def __post_init__(self) -> None:
        for address in filter(None, (self.query, self.update, self.graphs)):
            check_address(address)

    @property
    def where(self) -> str:
        """How people are told of it."""
        return self.query


def check_address(address: str) -> None:
    """Check that an address is one of http, and holds no credentials.

    Raises:
        UsageError: it does not; the address is not repeated.
    """
    try:
        parts = urlsplit(address)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        raise UsageError("an endpoint is an http or https URL") from None
    if not sound or "@" in parts.netloc or parts.fragment:
        raise UsageError(
            "an endpoint is an http or https URL without user and password",
            where=f"{parts.scheme}://{parts.hostname or ''}",
            remedy="Credentials come from the environment or the keyring.",
        )


def service_at(address: str) -> Service:
    """Find the services of an engine by the address of one of them, or of the whole.

    An address that no product is known by is that of a query service.

    Raises:
        UsageError: it is no address, or holds credentials.
    """
    check_address(address)
    parts = urlsplit(address)
    if not parts.query:
        origin = f"{parts.scheme}://{parts.netloc}"
        for path, query, update, graphs in _LAYOUTS:
            if found := re.fullmatch(path, parts.path.rstrip("/")):
                top = f"{origin}{found[1]}"
                return Service(top + query, top + update, top + graphs)
    return Service(address)


def find_service(named: str, settings: Mapping[str, Any], path: object) -> Service:
    """Find an engine by its name in the settings of a project, or by its address.

    Args:
        named: the name or the address.
        settings: the table `engines` of `casegraph.toml`.
        path: the file, which errors name.

    Raises:
        UsageError: there is no engine of this name, or no such address.
        InputError: the settings of the engine are ill-formed.
    """
    if "://" in named:
        return service_at(named)
    if named not in settings:
        raise UsageError(
            f"there is no engine {named!r}",
            remedy=f"{nearest(named, settings)} An address begins with http:// or https://.",
        )
    table = settings[named]
    if not isinstance(table, dict) or not isinstance(table.get("query"), str):
        raise _ill_formed(named, "has no address 'query'", path)
    if unknown := sorted(set(table) - _KEYS):
        raise _ill_formed(named, f"has the unknown setting {unknown[0]!r}", path)
    if not all(isinstance(table.get(key, ""), str) for key in _TEXTS):
        raise _ill_formed(named, "has an address that is no text", path)
    limits = {key: table[key] for key in ("seconds", "most_bytes") if key in table}
    if not all(isinstance(n, int) and not isinstance(n, bool) and n > 0 for n in limits.values()):
        raise _ill_formed(named, "has a limit that is no whole number over 0", path)
    query, update, graphs = (table.get(key, "") for key in _TEXTS)
    return Service(query, update, graphs, Limits(**limits))


def _ill_formed(name: str, what: str, path: object) -> InputError:
    return InputError(
        f"the engine {name!r} {what}",
        path=str(path),
        remedy=f"Give query, and where it has them {', '.join(sorted(_KEYS - {'query'}))}.",
    )
