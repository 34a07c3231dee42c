"""Two projects that differ only in what nobody may see give one release, to the byte."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from casegraph.engine import Embedded
from casegraph.project import Project
from casegraph.publish.site import write_site
from casegraph.release import Options, make_release, open_release

CASE = "graph/cases/nwh-2019-1.ttl"
MARKET = "graph/cases/nwh-2021-1.ttl"
SECRET = "graph/cases/nwh-2022-1.ttl"
Change = Callable[[Path], None]
WHATEVER = Options(accept_violations=True)  # what restricted files say may break shapes


def edited(path: Path, *pairs: tuple[str, str]) -> None:
    text = path.read_text("utf-8")
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new)
    path.write_text(text, "utf-8")


def without(path: Path, *subjects: str) -> None:
    """Take things out of a file; its prefixes and its comment stay."""
    blocks = path.read_text("utf-8").split("\n\n")
    path.write_text("\n\n".join(b for b in blocks if not b.startswith(subjects)), "utf-8")


def more(path: Path, text: str) -> None:
    with path.open("a", encoding="utf-8") as stream:
        stream.write(text)


def other_words(root: Path) -> None:
    """Names, days and labels of who is restricted or pseudonymised are others."""
    edited(root / SECRET, ("Kira Secret", "Lea Hidden"), ("2022-02-03", "2023-12-31"))
    edited(root / MARKET, ("Dora Fiction", "Zoe Zero"), ("cries in the square", "songs"))
    edited(
        root / MARKET, ("2021-11-23", "2021-02-01"), ("cg:durationMonths 14", "cg:durationMonths 7")
    )
    edited(root / CASE, ("lawyers of the second defendant", "counsel"))
    edited(root / "graph/sources/market-record.ttl", ("daily/dora", "daily/zoe"))


def more_people(root: Path) -> None:
    """There are more restricted people, in the public case too, and links to them from there."""
    head = "@prefix cg: <https://w3id.org/casegraph/ns#> .\n@base <https://example.org/id/> .\n"
    restricted = "cg:disclosure <https://w3id.org/casegraph/vocab/disclosure/restricted>"
    more(
        root / CASE,
        head + f"<person/x9x9x9> a cg:Person ; {restricted} ; cg:relatedTo <person/d4k7wz> .\n"
        "<case/nwh-2019-1#d3-trial> a cg:Participation ; cg:participant <person/x9x9x9> ;\n"
        "  cg:inProceeding <case/nwh-2019-1#trial> .\n"
        "<case/nwh-2019-1#output-3> cg:concerns <person/x9x9x9> .\n"
        "<case/nwh-2019-1#judgment> cg:conflictsWith <case/nwh-2019-1#secret-judgment> .\n"
        f"<case/nwh-2019-1#secret-judgment> a cg:Decision ; {restricted} .\n",
    )
    shutil.copy(root / SECRET, root / "graph/cases/nwh-2023-1.ttl")
    edited(root / "graph/cases/nwh-2023-1.ttl", ("nwh-2022-1", "nwh-2023-1"))


def fewer_people(root: Path) -> None:
    """The restricted case is not there, nor who is restricted among the pseudonymised."""
    (root / SECRET).unlink()
    (root / "graph/sources/letter-1.ttl").unlink()
    without(root / MARKET, "person:r4m2gj", "r4m2gj:", "nwh-2021-1:d7-")


def other_rivals(root: Path) -> None:
    """A restricted rival of a public sentence is supported by ten publishers, or by none."""
    head = "@prefix cg: <https://w3id.org/casegraph/ns#> .\n@base <https://example.org/id/> .\n"
    restricted = "cg:disclosure <https://w3id.org/casegraph/vocab/disclosure/restricted>"
    more(
        root / CASE,
        head + f"<case/nwh-2019-1#d2-rival> a cg:Sentence ; {restricted} ;\n"
        "  cg:sentencedPerson <person/m8r3tq> ; cg:imposedIn <case/nwh-2019-1#judgment> ;\n"
        "  cg:conflictsWith <case/nwh-2019-1#d2-sentence> ;\n"
        "  cg:supportedBy <source/letter-1#unanchored> , <source/market-record#unanchored> .\n",
    )


def other_places(root: Path) -> None:
    """A restricted file, and a restricted place, tell in what the country of all records lies."""
    head = "@prefix cg: <https://w3id.org/casegraph/ns#> .\n@base <https://example.org/id/> .\n"
    restricted = "cg:disclosure <https://w3id.org/casegraph/vocab/disclosure/restricted>"
    more(root / SECRET, head + "<place/nowhere> cg:within <place/edge-village> .\n")
    more(
        root / "graph/places.ttl",
        head + "<place/nowhere> cg:within <place/secret-union> .\n"
        f"<place/secret-union> a cg:Place ; {restricted} .\n",
    )


def other_classes(root: Path) -> None:
    """A restricted file says what public things are, and ties them to who is restricted."""
    prefixes = "@prefix cg: <https://w3id.org/casegraph/ns#> .\n@base <https://example.org/id/> .\n"
    more(
        root / SECRET,
        prefixes + "<person/d4k7wz> a cg:Person , cg:Secret ; cg:relatedTo <person/t6w9hc> ;\n"
        "  cg:hasName <person/d4k7wz#other> .\n"
        "<case/nwh-2019-1#d2-sentence> cg:imposedIn <case/nwh-2022-1#judgment> .\n"
        "<case/nwh-2019-1#judgment> a cg:Tombstone ; cg:clearsText cg:wording .\n"
        "<place/nowhere> a cg:Tombstone ; cg:replacedBy <person/t6w9hc> .\n"
        "<person/m8r3tq> a cg:Place , cg:Tombstone .\n"
        "<graph/cases/nwh-2019-1> a cg:Secret ; cg:clearsText cg:pronoun .\n",
    )


def restricted_neighbours(root: Path) -> None:
    """Restricted things in files that others see say that public things are parts of them."""
    head = "@prefix cg: <https://w3id.org/casegraph/ns#> .\n@base <https://example.org/id/> .\n"
    restricted = "cg:disclosure <https://w3id.org/casegraph/vocab/disclosure/restricted>"
    for path, person in ((CASE, "x9x9x9"), (MARKET, "y9y9y9")):
        more(
            root / path,
            head + f"<person/{person}> a cg:Person ; {restricted} ;\n"
            "  cg:hasComponent <case/nwh-2019-1#d1-sentence-1> ;\n"
            "  cg:hasComponent <case/nwh-2019-1#d1-sentence-appeal-1> ;\n"
            "  cg:conflictsWith <case/nwh-2019-1#d2-sentence> .\n",
        )


def blank_values(root: Path) -> None:
    """A public thing leads to a blank node, which is nobody's and tells of nobody."""
    head = "@prefix cg: <https://w3id.org/casegraph/ns#> .\n@base <https://example.org/id/> .\n"
    more(root / CASE, head + "<person/d4k7wz> cg:authorityRecord [ cg:pronoun 'x' ] .\n")


def other_surroundings(root: Path) -> None:
    """Documents, own queries, settings and the place of the project are others."""
    (root / "documents" / "more.txt").write_text("secret", "utf-8")
    (root / "queries").mkdir()
    (root / "queries" / "own.rq").write_text(
        "#+ summary: Own?\nSELECT * WHERE { ?s ?p ?o }", "utf-8"
    )
    more(root / "casegraph.toml", '[engines.own]\nquery = "https://example.org/sparql"\n')


def contents(out: Path) -> dict[str, bytes]:
    """Read all that others can see, but for the files of the store and their hashes."""
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and path.parent.name != "store" and path.name != "store.json"
    }


@pytest.mark.parametrize(
    "change",
    [
        *(other_words, more_people, fewer_people, other_rivals),
        *(other_places, other_classes, restricted_neighbours, blank_values),
        other_surroundings,
    ],
)
def test_same_release(fiction, tmp_path: Path, change: Change) -> None:  # type: ignore[no-untyped-def]
    """With the same private table, all files of the release are the same; the store holds the same.

    The files of the store themselves are left out: RocksDB writes the time, the name of the
    machine and random numbers into them. They are made of the quads that are compared here, by a
    function that gets nothing else.
    """
    shutil.copytree(fiction.project.root, tmp_path / "other")
    change(tmp_path / "other")
    made = make_release(Project(tmp_path / "other"), tmp_path / "out", WHATEVER)
    assert made.folder is not None, made.names
    assert contents(tmp_path / "out") == contents(fiction.out)
    ours, theirs = open_release(tmp_path / "out").engine, open_release(fiction.out).engine
    assert set(ours.quads()) == set(theirs.quads())
    assert ours.count() == theirs.count()


@pytest.mark.parametrize("thing", ["person/d4k7wz", "graph/cases/nwh-2019-1"])
def test_level_of_a_restricted_file(own_fiction, thing: str) -> None:  # type: ignore[no-untyped-def]
    """A restricted file cannot withhold what a public one tells: no release is put in place, and
    the private report says which level is said where.
    """
    more(
        own_fiction.project.root / SECRET,
        f"\n<https://example.org/id/{thing}> <https://w3id.org/casegraph/ns#disclosure>"
        " <https://w3id.org/casegraph/vocab/disclosure/restricted> .\n",
    )
    before = contents(own_fiction.out)
    made = make_release(own_fiction.project, own_fiction.out, WHATEVER)
    assert not made.sound and made.folder is None
    assert contents(own_fiction.out) == before
    told = json.loads(made.report.read_text("utf-8"))["levels said elsewhere"]
    assert [one["level"] for one in told] == ["restricted"]
    assert told[0]["said in"].endswith("graph/cases/nwh-2022-1>")


def test_link_to_a_withheld_address(own_fiction) -> None:  # type: ignore[no-untyped-def]
    """A public link to somebody else's address stops a release where that is of a restricted thing:
    to cut it would tell that there is such a thing.
    """
    address = "https://example.org/authority/council"
    said = (own_fiction.project.root / "graph/bodies.ttl").read_text("utf-8")
    assert f"<{address}>" in said
    more(
        own_fiction.project.root / SECRET,
        f"\n<{address}> a cg:Organization ; cg:supportedBy letter-1:unanchored .\n",
    )
    made = make_release(own_fiction.project, own_fiction.out, WHATEVER)
    assert made.folder is None
    assert address in {found.thing for found in made.names}


SITE = ("lists", "documents", "answers", "alone")


@pytest.fixture(scope="module")
def site(fiction) -> dict[str, bytes]:  # type: ignore[no-untyped-def]
    """The site of the release, but for networks of all the data and dumps."""
    return dict(write_site(fiction.release, parts=SITE))


def test_same_site(
    fiction,  # type: ignore[no-untyped-def]
    site: dict[str, bytes],
    tmp_path: Path,
) -> None:
    """All pages, documents and answers of the site are the same, those of one thing alone and its
    networks too, and so is the index of names.
    """
    shutil.copytree(fiction.project.root, tmp_path / "other")
    other_words(tmp_path / "other")
    fewer_people(tmp_path / "other")
    assert make_release(Project(tmp_path / "other"), tmp_path / "out", WHATEVER).folder is not None
    ours = dict(write_site(open_release(tmp_path / "out"), parts=SITE))
    assert ours.keys() == site.keys()
    assert [name for name, data in ours.items() if data != site[name]] == []


def test_store_is_made_of_quads_only(fiction, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """Two stores made of the same quads have files of the same names and sizes, and differ only
    where RocksDB writes what is not of the quads: what it calls itself, and when.
    """
    quads = list(fiction.release.engine.quads())
    sizes = []
    for name in ("one", "two"):
        Embedded.create(tmp_path / name, quads)
        sizes.append(sorted(path.stat().st_size for path in (tmp_path / name).glob("*.sst")))
    assert sizes[0] == sizes[1]


def test_what_may_be_seen_makes_a_difference(fiction, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """The comparison is not blind: another public fact gives another release."""
    shutil.copytree(fiction.project.root, tmp_path / "other")
    edited(tmp_path / "other" / CASE, ("cg:durationMonths 24", "cg:durationMonths 25"))
    make_release(Project(tmp_path / "other"), tmp_path / "out", WHATEVER)
    assert contents(tmp_path / "out") != contents(fiction.out)
