"""A folder in, the places of its files and its settings out.

A project is a folder with `graph/`; its ontology, shapes and queries are casegraph's own, and what
it has under the same folders is added to them, or replaces a file of the same name.
"""

from casegraph.project.about import About, read_about
from casegraph.project.folder import MAPPINGS, SETTINGS, Project, check_base, resources
from casegraph.project.walk import DataFile

__all__ = [
    "MAPPINGS",
    "SETTINGS",
    "About",
    "DataFile",
    "Project",
    "check_base",
    "read_about",
    "resources",
]
