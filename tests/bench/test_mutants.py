"""Operators do what they say to the fictional case, and validation judges what they make."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from types import ModuleType

import pytest
from pyoxigraph import NamedNode

from casegraph.dataset import Dataset
from casegraph.project import Project
from casegraph.terms import RDF_TYPE, cg

BENCH = Path(__file__).parents[2] / "bench"
CASE = "https://example.org/id/case/nwh-2019-1#"


@pytest.fixture(scope="module")
def mutants() -> Iterator[ModuleType]:
    """The package of the operators, which is not installed."""
    sys.path.insert(0, str(BENCH))
    import mutants

    yield mutants
    sys.path.remove(str(BENCH))


@pytest.fixture(scope="module")
def case(mutants: ModuleType, example_dataset: Dataset) -> object:
    """The fictional case, with the shared things that it refers to."""
    graph = "https://example.org/id/graph/cases/nwh-2019-1"
    return mutants.read_case(example_dataset, graph, mutants.Terms.of(example_dataset))


def changes(mutants: ModuleType, case: object, name: str) -> list:
    return list(mutants.OPERATORS[name].make(case, Random(1)))


def test_there_are_enough(mutants: ModuleType) -> None:
    """There are at least 25 ways to err, each with one line that says what a curator does."""
    assert len(mutants.OPERATORS) >= 25
    for operator in mutants.OPERATORS.values():
        assert operator.imitates and "\n" not in operator.imitates


def test_changes_start_from_the_case(mutants: ModuleType, case) -> None:
    """What a change takes away stands in the case, and it does change it."""
    whole = set(case.quads) | set(case.around)
    for operator in mutants.OPERATORS.values():
        made = list(operator.make(case, Random(1)))
        for change in made:
            assert change.kind
            assert set(change.drop) <= whole, operator.name
            if change.text is None:
                assert whole - set(change.drop) | set(change.add) != whole, operator.name
            else:
                assert change.text != case.text


def test_swapped_persons(mutants: ModuleType, case) -> None:
    """Two verdicts swap their persons, and nothing else changes."""
    [change] = [c for c in changes(mutants, case, "swap-persons") if c.kind == "Verdict"]
    told = {str(q.subject)[-13:-1]: str(q.object)[-7:-1] for q in change.add}
    assert told == {"d1-verdict-1": "m8r3tq", "d2-verdict-1": "d4k7wz"}
    assert {q.predicate for q in (*change.drop, *change.add)} == {cg("verdictOn")}
    assert len(change.drop) == len(change.add) == 2


def test_merged_persons(mutants: ModuleType, case) -> None:
    """One of the two persons is named nowhere any more, and the other keeps both names."""
    [change] = changes(mutants, case, "merge-persons")
    after = (set(case.quads) - set(change.drop)) | set(change.add)
    persons = {q.subject for q in after if q.predicate == RDF_TYPE and q.object == cg("Person")}
    assert len(persons) == 1
    assert len([q for q in after if q.subject in persons and q.predicate == cg("hasName")]) == 3


def test_copied_description(mutants: ModuleType, case) -> None:
    """The co-defendant gets a claim of the same words and evidence; the first one keeps its own."""
    [change] = changes(mutants, case, "copy-description")
    assert change.kind == "description, read" and not change.drop
    copied = {q.predicate: q.object for q in change.add}
    own = {q.predicate: q.object for q in case.about[NamedNode(f"{CASE}claim-defender")]}
    assert copied.pop(cg("about")) == NamedNode("https://example.org/id/person/m8r3tq")
    assert own.pop(cg("about")) == NamedNode("https://example.org/id/person/d4k7wz")
    assert copied == own


def test_request_as_sentence(mutants: ModuleType, case) -> None:
    """What the prosecutor asked becomes a sentence of the same person with the same component."""
    request = NamedNode(f"{CASE}d1-request")
    [change] = [
        c for c in changes(mutants, case, "request-as-sentence") if c.kind == "PenaltyRequest"
    ]
    after = {
        q.predicate: q.object for q in set(case.about[request]) - set(change.drop) | set(change.add)
    }
    assert after[RDF_TYPE] == cg("Sentence")
    assert after[cg("sentencedPerson")] == NamedNode("https://example.org/id/person/d4k7wz")
    assert after[cg("hasComponent")] == NamedNode(f"{CASE}d1-request-1")
    assert cg("requestedFor") not in after


def test_inferred_as_stated(mutants: ModuleType, case) -> None:
    """A date loses both the inferred part and its basis, and keeps its reading."""
    made = changes(mutants, case, "inferred-as-stated")
    assert {str(c.drop[0].subject).removesuffix(">").rsplit("#")[-1] for c in made} == {
        "date-appeal",
        "date-call",
    }
    for change in made:
        assert {q.predicate for q in change.drop} == {cg("inferredPart"), cg("inferenceBasis")}
        assert not change.add


def test_draw_is_repeatable(mutants: ModuleType, case) -> None:
    """The same seed draws the same mutants; another seed draws others; no more than asked count."""

    def drawn(seed: int) -> list:
        operator = mutants.OPERATORS["drop-triple"]
        return [m.change for m in mutants.draw(operator, [case], seed, 5, []) if m.exempt is None]

    assert drawn(1) == drawn(1)
    assert drawn(1) != drawn(2)
    assert len(drawn(1)) == 5


def test_exemptions(mutants: ModuleType, tmp_path: Path) -> None:
    """Each row names an operator and gives a reason; a row without a reason is refused."""
    rows = mutants.read_exemptions()
    assert {row.operator for row in rows} <= set(mutants.OPERATORS)
    assert mutants.exemption(rows, "drop-triple", "Person pronoun").why == "harmless"
    assert mutants.exemption(rows, "drop-triple", "Sentence sentencedPerson") is None
    table = tmp_path / "exempt.tsv"
    table.write_text("why\toperator\tkind\treason\nharmless\tdrop-type\t*\t\n", "utf-8")
    with pytest.raises(ValueError, match="drop-type"):
        mutants.read_exemptions(table)


def test_judge(mutants: ModuleType, case, repository: Path) -> None:
    """A lost person and a broken file are detected, and only they; the case is as it was after."""
    rulebook = mutants.Rulebook(Project(repository))
    person = NamedNode(f"{CASE}d2-sentence")
    quads = tuple(q for q in case.about[person] if q.predicate == cg("sentencedPerson"))
    lost = mutants.Change("Sentence sentencedPerson", quads)
    pronoun = next(c for c in changes(mutants, case, "drop-triple") if c.kind == "Person pronoun")
    broken = mutants.Change("text", text=case.text.replace(" ;", "", 1))
    derived = changes(mutants, case, "bound-by-hand")[0]
    order = [(case, change) for change in (lost, pronoun, broken, pronoun, derived)]
    first, second, third, fourth, fifth = mutants.judge(rulebook, order)
    assert first.detected and not first.error
    assert "https://w3id.org/casegraph/shape/Sentence-sentencedPerson" in next(
        names for severity, names in first.findings.items() if severity.label == "Violation"
    )
    assert not second.detected and not second.noted
    assert third.detected and third.error
    assert fourth.findings == {}
    # a check knows the base of the fictional project, not that of the repository
    assert {"derived-triple-in-a-file"} <= set().union(*fifth.findings.values())


def test_sections_are_joined(mutants: ModuleType, tmp_path: Path) -> None:
    """RESULTS.md holds the sections that were written, in a fixed order."""
    from results import write_section

    write_section("mutation", ["## Mutation score", "", "b"], tmp_path)
    path = write_section("questions", ["## Questions", "", "a"], tmp_path)
    text = path.read_text("utf-8")
    assert text.index("## Questions") < text.index("## Mutation score")
    assert text.startswith("# Results\n")
