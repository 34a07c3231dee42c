"""On the command line, what a release withholds answers as what never was."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from casegraph.cli import load_app
from casegraph.release import open_release

from .conftest import BASE, Fiction

# of each pair the project states the one, and nobody the other
PAIRS = [
    ("person/t6w9hc", "person/v8w9kj"),
    ("person/b7t3nq", "person/g4k2lw"),
    ("case/nwh-2022-1", "case/nwh-2024-1"),
    ("case/nwh-2021-1", "case/nwh-2025-1"),
    ("case/nwh-2022-1#trial", "case/nwh-2024-1#trial"),
    ("graph/cases/nwh-2022-1", "graph/cases/nwh-2024-1"),
    ("source/letter-1", "source/letter-2"),
]
NAMES = [("Kira Secret", "Fay Nothing"), ("Dora Fiction", "Una Nowoman"), ("Jana", "Quyn")]


# what is proposed instead follows from the letters that were asked for, and from what is here
PROPOSED = re.compile(r"(Did you mean|Known:|No name is near).*", re.DOTALL)


def told(out: Path, asked: str, *args: str) -> tuple[int, str]:
    """Run a command on a release; what was asked, and what is proposed, is left out."""
    done = CliRunner().invoke(load_app(), ["--project", str(out), *args])
    text = f"{done.stdout}\0{done.stderr}\0{done.exception}"
    local = asked.partition("/")[2]
    for spelt in (asked, asked.replace("/", ":", 1), local, local.replace("#", ":")):
        text = text.replace(spelt, "IT")
    return done.exit_code, PROPOSED.sub("", text)


@pytest.mark.parametrize(("withheld", "absent"), PAIRS)
@pytest.mark.parametrize(
    "args",
    [
        *(("describe",), ("describe", "--format", "json"), ("describe", "--format", "ttl")),
        *(
            ("why",),
            ("ask", "defendants", "--case"),
            ("ask", "passage-of", "--node"),
            ("timeline",),
        ),
        *(("network", "run", "claims", "--case"), ("network", "run", "ego", "--node")),
        ("network", "measure", "co-defendants", "--case"),
    ],
    ids=" ".join,
)
def test_withheld_and_absent(
    fiction: Fiction, withheld: str, absent: str, args: tuple[str, ...]
) -> None:
    """Exit code, answer and error are the same, but for the address that is asked for."""
    standing = fiction.release.standing
    assert standing(BASE + withheld) == standing(BASE + absent)

    command, *options = args
    for start, mark in (("", "/"), (BASE, "/"), ("", ":")):
        answers = [
            told(fiction.out, path, command, *options, start + path.replace("/", mark, 1))
            for path in (withheld, absent)
        ]
        assert answers[0] == answers[1]
        assert answers[0][0] != 0 or "(0 rows)" in answers[0][1]


@pytest.mark.parametrize(("withheld", "absent"), NAMES)
@pytest.mark.parametrize("options", [(), ("--json",), ("--kind", "Person")])
def test_withheld_and_absent_names(
    fiction: Fiction, withheld: str, absent: str, options: tuple[str, ...]
) -> None:
    """A search for who is withheld says what a search for nobody says."""
    answers = {told(fiction.out, name, "find", name, *options) for name in (withheld, absent)}
    assert len(answers) == 1


def test_what_leaves_is_told(fiction: Fiction) -> None:
    """The comparison is not blind: what leaves has another answer, in the release and before it."""
    assert told(fiction.out, "person/d4k7wz", "describe", "person/d4k7wz")[0] == 0
    assert open_release(fiction.out).standing(f"{BASE}person/d4k7wz").status == "here"
    stated = (fiction.project.root / "graph").rglob("*.ttl")
    text = "\n".join(path.read_text("utf-8") for path in stated)
    for withheld, _ in PAIRS:
        assert withheld.partition("/")[2].partition("#")[0].removeprefix("cases/") in text
    for withheld, _ in NAMES:
        assert withheld in text
