"""Compare two states: what is stated, what follows from it, and what questions answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from casegraph.ask import questions
from casegraph.difference.answers import AnswerChange, changed_answers
from casegraph.difference.entities import (
    EntityChange,
    changed_conclusions,
    changed_entities,
    changed_terms,
    words_for,
)
from casegraph.difference.side import Side
from casegraph.project import Project
from casegraph.terms import Prefixes


@dataclass(frozen=True)
class Difference:
    """What changed between two states.

    Attributes:
        before: what the earlier state is called; see `Side`.
        after: what the later one is called.
        entities: what is stated, a thing at a time.
        conclusions: what follows: sentences in force, liberty, which account outweighs which.
        answers: the saved questions whose answers are others.
        terms: how many triples of the ontology and the vocabularies differ.
        words: terms as people read them, by the term as Turtle writes it.
        prefixes: how IRIs are written for people.
    """

    before: str
    after: str
    entities: tuple[EntityChange, ...]
    conclusions: tuple[EntityChange, ...]
    answers: tuple[AnswerChange, ...]
    terms: int
    words: dict[str, str]
    prefixes: Prefixes

    @property
    def empty(self) -> bool:
        """Whether nothing changed."""
        return not (self.entities or self.conclusions or self.answers or self.terms)


def compare(
    project: Project,
    before: Side,
    after: Side,
    *,
    with_answers: bool = True,
    progress: Callable[[str], None] = lambda _: None,
) -> Difference:
    """Compare two states of a project.

    Args:
        project: whose questions are asked and whose prefixes are used.
        before: the earlier state.
        after: the later state.
        with_answers: whether questions are asked.
        progress: called with a few words at each step.

    Raises:
        InputError: a question has an ill-formed header.
        EngineError: a question is not valid.
    """
    prefixes = project.prefixes
    progress("comparing what is stated")
    entities = changed_entities(before.engine, after.engine, prefixes)
    conclusions = changed_conclusions(before.engine, after.engine, prefixes)
    answers: list[AnswerChange] = []
    if with_answers:
        asked = questions(project).values()
        answers = changed_answers(before.engine, after.engine, asked, prefixes, progress)
    terms = {
        str(term): term
        for change in (*entities, *conclusions)
        for _, term in (*change.added, *change.removed)
    }
    words = words_for(before.engine, terms.values(), prefixes)
    words |= {
        key: word
        for key, word in words_for(after.engine, terms.values(), prefixes).items()
        if not word.startswith("<")
    }
    return Difference(
        *(before.name, after.name, tuple(entities), tuple(conclusions), tuple(answers)),
        changed_terms(before.engine, after.engine),
        words,
        prefixes,
    )
