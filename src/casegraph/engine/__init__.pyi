from .embedded import Embedded
from .graph_store import GraphStore
from .protocol import Engine, Graphs, Solutions
from .remote import Remote
from .service import Service, find_service

__all__ = [
    "Embedded",
    "Engine",
    "GraphStore",
    "Graphs",
    "Remote",
    "Service",
    "Solutions",
    "find_service",
]
