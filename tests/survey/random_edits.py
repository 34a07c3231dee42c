"""Random edits of a project in N-Triples: what a tired curator, a script or a merge may do."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

from casegraph.terms import CG, RDF, VOCABULARY

Files = dict[str, list[str]]


def read(folder: Path) -> Files:
    """Read the lines of all data files, by path from `graph/`."""
    top = folder / "graph"
    return {
        path.relative_to(top).as_posix(): path.read_text("utf-8").splitlines()
        for path in sorted(top.rglob("*.nt"))
    }


def write(folder: Path, files: Files) -> None:
    """Write all data files; a file that is gone is removed, one that is the same stays as it is."""
    top = folder / "graph"
    for path in top.rglob("*.nt"):
        if path.relative_to(top).as_posix() not in files:
            path.unlink()
    for name, lines in files.items():
        text = "".join(f"{line}\n" for line in lines)
        path = top / name
        if not path.exists() or path.read_text("utf-8") != text:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, "utf-8")


def edit(files: Files, seed: int) -> Files:
    """Make one edit, the same for the same seed."""
    draw = random.Random(seed)
    changed = {name: list(lines) for name, lines in files.items()}
    draw.choice(EDITS)(changed, draw)
    return changed


def _some(files: Files, draw: random.Random) -> tuple[str, int]:
    """Choose a line; half of the time from a file that others refer to."""
    names = sorted(name for name, lines in files.items() if lines)
    shared = [name for name in names if not name.startswith("cases/")]
    name = draw.choice(shared if shared and draw.random() < 0.5 else names)
    return name, draw.randrange(len(files[name]))


def _split(line: str) -> tuple[str, str, str]:
    subject, predicate, value = line.removesuffix(" .").split(" ", 2)
    return subject, predicate, value


def _drop(files: Files, draw: random.Random) -> None:
    name, place = _some(files, draw)
    del files[name][place]


def _drop_node(files: Files, draw: random.Random) -> None:
    name, place = _some(files, draw)
    subject = _split(files[name][place])[0]
    files[name] = [line for line in files[name] if not line.startswith(f"{subject} ")]


def _copy_line(files: Files, draw: random.Random) -> None:
    name, place = _some(files, draw)
    files[_some(files, draw)[0]].append(files[name][place])


def _move_line(files: Files, draw: random.Random) -> None:
    name, place = _some(files, draw)
    line = files[name].pop(place)
    files[_some(files, draw)[0]].append(line)


def _other_value(files: Files, draw: random.Random) -> None:
    """Put the value of another line in the place of this one's: often of another case."""
    name, place = _some(files, draw)
    subject, predicate, _ = _split(files[name][place])
    other = _split(files[(found := _some(files, draw))[0]][found[1]])[2]
    files[name][place] = f"{subject} {predicate} {other} ."


def _other_subject(files: Files, draw: random.Random) -> None:
    name, place = _some(files, draw)
    _, predicate, value = _split(files[name][place])
    found = _some(files, draw)
    files[name][place] = f"{_split(files[found[0]][found[1]])[0]} {predicate} {value} ."


def _link(files: Files, draw: random.Random) -> None:
    """Link two nodes of any two files by a property that some constraint follows."""
    ends = [_split(files[name][place])[0] for name, place in (_some(files, draw) for _ in "ab")]
    words = (
        *("conflictsWith", "specifies", "about", "supportedBy", "silentAbout", "hasComponent"),
        *("reviews", "heardBy", "within", "superiorCourt", "concerns", "onCharge", "date", "cites"),
    )
    name = _some(files, draw)[0]
    files[name].append(f"{ends[0]} <{CG}{draw.choice(words)}> {ends[1]} .")


def _retype(files: Files, draw: random.Random) -> None:
    name, place = _some(files, draw)
    subject = _split(files[name][place])[0]
    kinds = ("Court", "Person", "Claim", "Sentence", "Passage", "Silence", "Statement", "Arrest")
    files[name].append(f"{subject} <{RDF}type> <{CG}{draw.choice(kinds)}> .")


def _silence(files: Files, draw: random.Random) -> None:
    """Say in one file that a document of another is silent on something of a third."""
    name, place = _some(files, draw)
    about = _split(files[name][place])[0]
    source = _split(draw.choice(files[draw.choice([n for n in files if n.startswith("sources/")])]))
    home = _some(files, draw)[0]
    node = f"<https://example.org/id/case/odd#silence-{draw.randrange(99)}>"
    files[home] += [
        f"{node} <{RDF}type> <{CG}Silence> .",
        f"{node} <{CG}silentAbout> {about} .",
        f"{node} <{CG}silentOn> <{CG}date> .",
        f"{node} <{CG}silentDocument> {source[0]} .",
    ]


def _remove_file(files: Files, draw: random.Random) -> None:
    del files[_some(files, draw)[0]]


def _copy_file(files: Files, draw: random.Random) -> None:
    name = _some(files, draw)[0]
    folder = draw.choice(("cases", "sources", "people", "statements"))
    files[f"{folder}/copy-{draw.randrange(9)}.nt"] = list(files[name])


def _speak_of_both(files: Files, draw: random.Random) -> None:
    """Add a statement on two cases, in a file of its own."""
    node = f"<https://example.org/id/statement/s{draw.randrange(9)}>"
    nodes = [_split(files[n][p])[0] for n, p in (_some(files, draw) for _ in "ab")]
    name = f"statements/s{draw.randrange(9)}.nt"
    files.setdefault(name, [])
    files[name] += [f"{node} <{RDF}type> <{CG}Statement> ."]
    files[name] += [f"{node} <{CG}concerns> {value} ." for value in nodes]


def _new_term(files: Files, draw: random.Random) -> None:
    """Describe a term of the ontology or make a class narrower, which all files feel."""
    name = _some(files, draw)[0]
    sub = "<http://www.w3.org/2000/01/rdf-schema#subClassOf>"
    lines = (
        f"<https://example.org/id/class/x> {sub} <{CG}Court> .",
        f"<{VOCABULARY}finding/gilty> <{RDF}type> <http://www.w3.org/2004/02/skos/core#Concept> .",
    )
    files[name].append(draw.choice(lines))


EDITS: tuple[Callable[[Files, random.Random], None], ...] = (
    *(_drop, _drop_node, _copy_line, _move_line, _other_value, _other_subject, _link, _link),
    *(_retype, _silence, _remove_file, _copy_file, _speak_of_both, _new_term),
)
