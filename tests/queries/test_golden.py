"""The answer of each question on the real graph is the one that a person has read and approved.

`golden.tsv` holds the rows as SPARQL TSV. `pytest tests/queries --approve` writes it again: read
the difference before you commit it, since a changed row is a changed answer to somebody.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from casegraph.ask import Table, answer_saved, questions, write_answer
from casegraph.dataset import Dataset, read_dataset
from casegraph.project import Project
from casegraph.saved import SavedQuery

HERE = Path(__file__).parent
PROJECT = Project(HERE.parents[1])
QUESTIONS = questions(PROJECT)
# a day, a year or a number must be given where there is no default: the example of the header
GIVEN = ("date", "integer")
# a question that answers with every triple is asked for the node of its example
OF_ONE_NODE = ("stated-or-derived",)


@cache
def dataset() -> Dataset:
    """The real graph, read once."""
    return read_dataset(PROJECT)


def values(query: SavedQuery) -> dict[str, str]:
    """Give what a question about all cases needs: days and numbers, by their examples."""
    given = (*GIVEN, "iri") if query.name in OF_ONE_NODE else GIVEN
    return {
        name: parameter.example
        for name, parameter in query.parameters.items()
        if parameter.type in given and parameter.default is None
    }


@pytest.mark.parametrize("name", QUESTIONS)
def test_golden_answer(name: str, pytestconfig: pytest.Config) -> None:
    """A question about all cases gives the rows that were approved, in their order."""
    found = answer_saved(dataset().engine, PROJECT, name, values(QUESTIONS[name]))
    assert isinstance(found, Table)
    text = write_answer(found, "tsv")
    assert isinstance(text, str)
    path = HERE / name / "golden.tsv"
    if pytestconfig.getoption("--approve"):
        path.write_text(text, "utf-8")
    assert path.is_file(), "approve it with --approve, after you have read it"
    assert text == path.read_text("utf-8")


def test_no_golden_answer_is_left_over() -> None:
    """Each golden answer belongs to a question, and each question has one."""
    assert {path.parent.name for path in HERE.glob("*/golden.tsv")} == set(QUESTIONS)
