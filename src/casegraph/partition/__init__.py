"""Data files in, units that can be judged by themselves out, and for each the files around it.

A *document* here is an IRI without its fragment: a case, a person, a court, a source. What is true
of the things in a unit depends on the unit's files and on those around it, and on no others.
"""

from casegraph.partition.scan import FileScan, scan
from casegraph.partition.sight import Sight, may_be_shared
from casegraph.partition.units import Partition, Unit, partition, partition_some

__all__ = [
    "FileScan",
    "Partition",
    "Sight",
    "Unit",
    "may_be_shared",
    "partition",
    "partition_some",
    "scan",
]
