"""A network in, the same network for another library out: networkx, igraph, pandas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np

from casegraph.ask.table import library
from casegraph.network.column import Column
from casegraph.network.model import Network

if TYPE_CHECKING:
    import igraph
    import pandas


def to_networkx(network: Network) -> nx.Graph[str]:
    """Convert to networkx: directed, and with parallel edges, where the network is.

    Nodes are IRIs; a cell without a value is an attribute that is not there; lists are tuples.
    """
    if network.parallel:
        graph: Any = nx.MultiDiGraph() if network.directed else nx.MultiGraph()
    else:
        graph = nx.DiGraph() if network.directed else nx.Graph()
    graph.graph["name"] = network.name
    graph.add_nodes_from(network.node_rows())
    graph.add_edges_from(network.edge_rows())
    return graph  # type: ignore[no-any-return]  # one of four classes


def to_igraph(network: Network) -> igraph.Graph:
    """Convert to igraph; `name` is the IRI of a node, and missing cells are None.

    Raises:
        CasegraphError: igraph is not installed.
    """
    made = library("igraph", "igraph")
    graph = made.Graph(
        n=len(network),
        edges=list(zip(network.source.tolist(), network.target.tolist(), strict=True)),
        directed=network.directed,
    )
    graph["name"] = network.name
    graph.vs["name"] = list(network.ids)
    for part, columns in ((graph.vs, network.nodes), (graph.es, network.edges)):
        for name, column in columns.items():
            part[name if part is graph.es or name != "name" else "name_"] = list(column)
    return graph


def to_pandas(network: Network) -> tuple[pandas.DataFrame, pandas.DataFrame]:
    """Convert to two frames, of nodes and of edges, with native types and missing values as NA.

    Raises:
        CasegraphError: pandas or pyarrow is not installed.
    """
    pandas = library("pandas", "pandas")
    nodes, edges = to_arrow(network)
    return tuple(table.to_pandas(types_mapper=pandas.ArrowDtype) for table in (nodes, edges))


def to_arrow(network: Network) -> tuple[Any, Any]:
    """Convert to two Arrow tables; each distinct text is kept once.

    Raises:
        CasegraphError: pyarrow is not installed.
    """
    arrow = library("pyarrow", "arrow")
    parts = (("nodes", len(network)), ("edges", network.size))
    nodes, edges = (arrow.table(arrow_arrays(network, part, 0, last)) for part, last in parts)
    return nodes, edges


def arrow_arrays(network: Network, part: str, first: int, last: int) -> dict[str, Any]:
    """Convert some rows of the nodes or the edges to Arrow arrays, by the names of the columns.

    A column that has the name of an end or identifier gets a line behind it.

    Raises:
        CasegraphError: pyarrow is not installed.
    """
    arrow = library("pyarrow", "arrow")
    if part == "nodes":
        own = {"id": arrow.array(network.ids[first:last], arrow.string())}
        columns = network.nodes
    else:
        columns = network.edges
        own = {
            name: arrow.array([network.ids[place] for place in ends[first:last]], arrow.string())
            for name, ends in (("source", network.source), ("target", network.target))
        }
        own["id"] = arrow.array([f"e{number + 1}" for number in range(first, last)], arrow.string())
    rows = np.arange(first, last)
    free = {name: f"{name}_" if name in own else name for name in columns}
    return own | {free[n]: _array(arrow, c.take(rows)) for n, c in columns.items()}


def _array(arrow: Any, column: Column) -> Any:
    kinds = {
        "text": arrow.string(),
        "integer": arrow.int64(),
        "double": arrow.float64(),
        "boolean": arrow.bool_(),
        "date": arrow.date32(),
        "list": arrow.list_(arrow.string()),
    }
    used, codes = np.unique(column.codes[column.codes >= 0], return_inverse=True)
    values = arrow.array([column.values[code] for code in used], kinds[column.kind])
    places = np.zeros(len(column), np.int32)
    places[column.codes >= 0] = codes
    return values.take(arrow.array(places, mask=column.codes < 0))
