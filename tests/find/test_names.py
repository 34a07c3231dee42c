"""A thing is found by its name in any spelling, script or order, and not by another name."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casegraph.engine import Embedded
from casegraph.find import find, fold, likeness
from casegraph.opened import CaseGraph
from casegraph.turtle import read


@pytest.fixture(scope="module")
def engine() -> Embedded:
    """The invented names beside this file."""
    made = Embedded()
    made.load(read(Path(__file__).parent / "names.trig").quads)
    return made


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Куку", "kuku"),
        ("  Rémi   ÅNGSTRÖM ", "remi angstrom"),
        ("d’Arc", "darc"),
        ("O'Neil-Smith", "oneil smith"),
        ("ﬁne Ⅳ", "fine iv"),
        ("Straße", "strasse"),
        ("!?—", ""),
        ("", ""),
    ],
)
def test_fold(name: str, folded: str) -> None:
    """Script, accents, case, apostrophes and spaces are taken away, letters and digits stay."""
    assert fold(name) == folded
    assert fold(folded) == folded


def test_likeness() -> None:
    """The same words are alike in any order; part of a name is less; other names are far."""
    assert likeness("ben sample", "ben sample") == 100
    assert likeness("sample ben", "ben sample") == 100
    assert likeness("bensample", "ben sample") == 100
    assert 80 <= likeness("sample", "ben sample") < 100
    assert 80 <= likeness("kuku", "koukou") < 100
    assert likeness("ben sample", "banu simpel") < 80
    assert likeness("ben", "ada") == likeness("", "ada") == likeness("ada", "") == 0


@given(st.text(max_size=20), st.text(max_size=20))
def test_likeness_is_a_percentage(one: str, other: str) -> None:
    """Whatever people type, a likeness lies between 0 and 100, and no folding fails."""
    a, b = fold(one), fold(other)
    assert 0 <= likeness(a, b) <= 100
    assert likeness(a, a) == (100 if a else 0)


FOUND = {
    "Koukou Primer": ("k2kzzz", "Koukou Primer", 100),
    "Куку Пример": ("k2kzzz", "Куку Пример", 100),
    "Primer, Koukou": ("k2kzzz", "Koukou Primer", 100),
    "КУКУ": ("k2kzzz", "Куку Пример", 98),
    "remi angstrom": ("r4mzzz", "Rémi Ångström", 100),
    "Ангстром": ("r4mzzz", "Rémi Ångström", 98),
    "Sample Ben": ("b3nzzz", "Ben Sample", 100),
    "nulle part": ("nowhere-appeal", "Cour d'appel de Nulle-Part", 98),
}


@pytest.mark.parametrize("name", FOUND)
def test_found(engine: Embedded, name: str) -> None:
    """The thing stands first, with the spelling that matched, and once."""
    matches = find(engine, name)
    identifier, spelling, score = FOUND[name]
    assert matches[0].iri.rsplit("/", 1)[1] == identifier
    assert (matches[0].name, matches[0].score) == (spelling, score)
    assert len({match.iri for match in matches}) == len(matches)
    assert {match.kind for match in matches} <= {"Person", "Court"}


@pytest.mark.parametrize(
    "name", ["Zed Nobody", "Куры", "Ben Simpel Other", "", "?!", "%", "x" * 999]
)
def test_not_found(engine: Embedded, name: str) -> None:
    """A name that nothing bears finds nothing: no likeness is better than a wrong one."""
    assert find(engine, name) == []


def test_names_that_are_near_are_two(engine: Embedded) -> None:
    """Two persons of like names are not mixed up, and a kind keeps the others out."""
    assert [match.label for match in find(engine, "Ben Sample")] == ["Ben Sample"]
    assert [match.label for match in find(engine, "Banu Simpel")] == ["Banu Simpel"]
    assert find(engine, "Ben Sample", kind="Court") == []
    assert [match.kind for match in find(engine, "Court of Nowhere", kind="Court")] == ["Court"]
    assert len(find(engine, "Koukou", limit=0)) == 0


def test_the_example(example: CaseGraph) -> None:
    """In the fictional project a Cyrillic spelling finds the person, and no other."""
    assert [match.label for match in example.find("Ада Екземпл")] == ["Ada Example"]
    assert example.find("Куку") == []
