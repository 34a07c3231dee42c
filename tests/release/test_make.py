"""A release is made aside and put in place at once; what is withdrawn is gone from the disk."""

from __future__ import annotations

import json
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from casegraph.build import open_generation, write_lock
from casegraph.errors import CasegraphError, StoreError, UsageError
from casegraph.project import Project
from casegraph.release import Options, Standing, UnsoundError, make_release, open_release

from .test_interference import CASE, MARKET, SECRET, edited, more, without

BASE = "https://example.org/id/"


def again(fiction, **more):  # type: ignore[no-untyped-def]
    return make_release(Project(fiction.project.root), fiction.out, **more)


def test_again_is_the_same(own_fiction) -> None:  # type: ignore[no-untyped-def]
    """Made again of the same files, a release stays as it is, in its place."""
    made = again(own_fiction)
    assert (made.digest, made.changes) == (own_fiction.made.digest, ())
    assert made.folder is not None and made.folder.is_relative_to(own_fiction.out)
    shutil.rmtree(own_fiction.out)
    assert again(own_fiction).digest == own_fiction.made.digest


def test_withdrawn_is_gone_from_the_disk(own_fiction) -> None:  # type: ignore[no-untyped-def]
    """When a public person is restricted, no file of the release holds the name any more; who has
    the old release open goes on reading it.
    """
    reader = open_release(own_fiction.out)
    old = {path.name for path in own_fiction.out.glob("build/*") if path.is_dir()}
    edited(
        own_fiction.project.root / CASE,
        ('cg:pronoun "she/her" ;', "cg:disclosure disclosure:restricted ;"),
        ("Example and Sample v. Nowhere", "Sample v. Nowhere"),
    )
    made = again(own_fiction, options=Options(accepted=("example",)))  # of example.org
    assert made.folder is not None, (made.names, made.findings)
    assert {change.change for change in made.changes or ()} >= {"removed", "changed"}
    files = [path for path in own_fiction.out.rglob("*") if path.is_file()]
    assert not [path for path in files if b"Ada Example" in path.read_bytes()]
    assert not [path for path in files if b"person/d4k7wz" in path.read_bytes()]
    assert not old & {path.name for path in own_fiction.out.glob("build/*") if path.is_dir()}
    assert len(reader.graph.ask("defendants", case="nwh-2019-1")) == 2
    release = open_release(own_fiction.out)
    assert release.standing(f"{BASE}person/d4k7wz") == Standing("unknown")
    assert release.standing(f"{BASE}person/f6g3hv") == Standing("gone", (), "2022-04-01")


@pytest.mark.parametrize("file", ["graph/tombstones.ttl", MARKET])
def test_withdrawn_pseudonymised_person(own_fiction, file: str) -> None:  # type: ignore[no-untyped-def]
    """A tombstone of a pseudonymised person stands at the public address, and nowhere else; also
    where it stands in the file of the case, whose name does not leave.
    """
    table = (own_fiction.project.root / "private" / "pseudonyms.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in table.splitlines()]
    known = {
        public for person, thing, public in rows if person == "person/b7t3nq" and "#" not in thing
    }
    assert len(known) == 2  # the person, and the case as it is told of the person
    market = own_fiction.project.root / MARKET
    without(market, "person:b7t3nq", "b7t3nq:", "nwh-2021-1:d1-")
    more(
        own_fiction.project.root / file,
        "\n@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
        "<https://example.org/id/person/b7t3nq> a cg:Tombstone ;\n"
        '    cg:goneSince "2024-05-01"^^xsd:date .\n',
    )
    made = again(own_fiction)
    assert made.folder is not None and len(made.grouped.keys) == 5
    release = open_release(own_fiction.out)
    for public in known:
        assert release.standing(BASE + public) == Standing("gone", (), "2024-05-01")
    assert release.standing(f"{BASE}person/b7t3nq") == Standing("unknown")
    said = [str(quad) for quad in release.engine.quads()]
    assert not any("nwh-2021" in quad or "b7t3nq" in quad for quad in said)


def test_nobody_has_seen_it(own_fiction) -> None:  # type: ignore[no-untyped-def]
    """A pseudonymised person who never was in a release leaves no tombstone behind."""
    shutil.rmtree(own_fiction.out)
    (own_fiction.project.root / "private" / "released.json").unlink()
    market = own_fiction.project.root / MARKET
    without(market, "person:b7t3nq", "b7t3nq:", "nwh-2021-1:d1-")
    more(
        own_fiction.project.root / "graph/tombstones.ttl",
        "\n<https://example.org/id/person/b7t3nq> a cg:Tombstone ;\n"
        '    cg:goneSince "2024-05-01"^^xsd:date .\n',
    )
    again(own_fiction)
    tombstones = open_release(own_fiction.out).tombstones()
    assert tombstones.keys() == {f"{BASE}person/b5c8dr", f"{BASE}person/f6g3hv"}


def test_refused_release_leaves_nothing(own_fiction, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """What was not looked over, or did not pass, never lies in the folder of the release."""
    edited(own_fiction.project.root / CASE, ('"trumped-up"@en', '"for Kira Secret"@en'))
    made = make_release(Project(own_fiction.project.root), tmp_path / "new")
    assert (made.folder, made.sound, bool(made.names)) == (None, False, True)
    assert not (tmp_path / "new").exists()
    assert not list((own_fiction.project.root / "private").glob(".work-*"))


def test_own_questions_of_the_publisher(own_fiction) -> None:  # type: ignore[no-untyped-def]
    """What a publisher puts into the release is used; what the project has of its own is not; and
    a name in what was put there stops the release.
    """
    question = "#+ summary: Who is there?\nSELECT ?s WHERE {{ ?s a <{}Person> }} ORDER BY ?s\n"
    for root, name in ((own_fiction.project.root, "inside"), (own_fiction.out, "outside")):
        (root / "queries").mkdir()
        text = question.format("https://w3id.org/casegraph/ns#")
        (root / "queries" / f"{name}.rq").write_text(text, "utf-8")
    assert again(own_fiction).folder is not None
    release = open_release(own_fiction.out)
    assert "outside" in release.graph.questions and "inside" not in release.graph.questions
    assert len(release.graph.ask("outside")) == 9
    (own_fiction.out / "queries" / "kira-secret.rq").write_text(text, "utf-8")
    assert {found.where for found in again(own_fiction).names} == {"queries/kira-secret.rq"}


def test_violations(own_fiction) -> None:  # type: ignore[no-untyped-def]
    """Nothing is made of a project in which something that may leave breaks a shape: without it a
    sentence would be told as another. The same of what is restricted changes nothing.
    """
    edited(own_fiction.project.root / CASE, ("cg:durationMonths 24", "cg:durationMonths -24"))
    with pytest.raises(UnsoundError, match="casegraph validate"):
        again(own_fiction)
    assert open_release(own_fiction.out).digest == own_fiction.made.digest
    made = again(own_fiction, options=Options(accept_violations=True))
    assert made.folder is not None
    assert "without what stays behind it breaks a shape" in made.report.read_text("utf-8")


def test_violations_of_what_stays(own_fiction) -> None:  # type: ignore[no-untyped-def]
    """What is restricted may break shapes, so that somebody is held back by one line."""
    secret = own_fiction.project.root / SECRET
    edited(secret, ("    cg:concernsPlace place:edge-village ;\n", "    cg:concernsPlace 1 ;\n"))
    assert again(own_fiction).digest == own_fiction.made.digest


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('cg:pronoun "she/her" ;', "cg:disclosure disclosure:restrikted ;"),
        ('cg:pronoun "she/her" ;', "cg:disclosure <https://example.org/id/place/nowhere> ;"),
        ('cg:pronoun "she/her" ;', "cg:disclosure [] ;"),
        ("cg:imposedIn nwh-2019-1:judgment", "cg:imposedIn nwh-2019-1:judgement"),
        ("cg:decidedIn nwh-2019-1:appeal ", "cg:decidedIn nwh-2019-1:apeal "),
    ],
)
def test_slips_that_would_withhold(own_fiction, old: str, new: str) -> None:  # type: ignore[no-untyped-def]
    """A level that is none, and a link to nothing on which something hangs, would withhold it, and
    somebody would be read to be convicted and not sentenced: nothing is made.
    """
    edited(own_fiction.project.root / CASE, (old, new))
    with pytest.raises(UnsoundError):
        again(own_fiction)
    assert open_release(own_fiction.out).digest == own_fiction.made.digest


def test_thing_called_withheld(own_fiction) -> None:  # type: ignore[no-untyped-def]
    """The name that stands for withheld sources is nobody else's."""
    more(
        own_fiction.project.root / "graph/sources/elsewhere-daily.ttl",
        "\n<https://example.org/id/source/withheld> a cg:SourceDocument .\n",
    )
    with pytest.raises(UsageError, match="source/withheld"):
        again(own_fiction)


def test_lost_private_folder(own_fiction) -> None:  # type: ignore[no-untyped-def]
    """Without the private folder all addresses are new; with a damaged ledger nothing is made."""
    private = own_fiction.project.root / "private"
    (private / "released.json").write_text("{}", "utf-8")
    with pytest.raises(CasegraphError, match="ledger"):
        again(own_fiction)
    shutil.rmtree(private)
    made = again(own_fiction)
    assert made.folder is not None
    assert len(made.grouped.keys) == 6
    assert not made.grouped.keys.keys() & own_fiction.made.grouped.keys.keys()


@pytest.mark.parametrize(
    ("out", "private"),
    [
        ("cases", None),
        ("cases/graph/out", None),
        ("cases/build/out", None),
        ("cases/private/out", None),
        (".", None),
        ("public", "public/private"),
        ("other", "other"),
        ("stranger", None),
        ("project", None),
        ("file", None),
        ("elsewhere", None),
    ],
)
def test_places_that_do_not_go_together(
    own_fiction, tmp_path: Path, out: str, private: str | None
) -> None:  # type: ignore[no-untyped-def]
    """A release is no part of the project's own folders; it overwrites nothing of others."""
    (tmp_path / "stranger").mkdir()
    (tmp_path / "stranger" / "letter.txt").write_text("x", "utf-8")
    shutil.copytree(own_fiction.project.root, tmp_path / "project")
    (tmp_path / "file").write_text("x", "utf-8")
    (tmp_path / "elsewhere").mkdir()
    settings = 'base = "https://example.com/id/"\n'
    (tmp_path / "elsewhere" / "casegraph.toml").write_text(settings, "utf-8")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises((UsageError, StoreError)):
        make_release(
            Project(own_fiction.project.root),
            tmp_path / out,
            private=tmp_path / private if private else None,
        )
    assert sorted(tmp_path.rglob("*")) == before


def test_one_at_a_time(own_fiction) -> None:  # type: ignore[no-untyped-def]
    """A second release of one project is refused while the first is being made."""
    with (
        write_lock(own_fiction.project.root / "private"),
        pytest.raises(StoreError, match="running"),
    ):
        again(own_fiction)


@pytest.mark.parametrize("size", [1, 100])
def test_full_disk(own_fiction, size: int) -> None:  # type: ignore[no-untyped-def]
    """Where files may not grow (kilobytes), an error says so and the old release stays."""
    edited(own_fiction.project.root / CASE, ("cg:durationMonths 24", "cg:durationMonths 25"))
    text = (
        "import resource, sys; from pathlib import Path\n"
        "from casegraph.errors import StoreError\nfrom casegraph.project import Project\n"
        "from casegraph.release import make_release\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]) * 1024,) * 2)\n"
        "try: make_release(Project(Path(sys.argv[1])), Path(sys.argv[2]))\n"
        "except StoreError as error: print('full')"
    )
    args = [text, str(own_fiction.project.root), str(own_fiction.out), str(size)]
    done = subprocess.run(
        [sys.executable, "-c", *args], capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.stdout, done.stderr) == ("full\n", "")
    assert open_release(own_fiction.out).digest == own_fiction.made.digest
    assert again(own_fiction).digest != own_fiction.made.digest


@pytest.mark.parametrize("seed", range(3))
def test_killed(own_fiction, seed: int) -> None:  # type: ignore[no-untyped-def]
    """Killed at any moment, the old release is in use, or the new; made again, it is the new."""
    edited(own_fiction.project.root / CASE, ("cg:durationMonths 24", "cg:durationMonths 25"))
    text = (
        "import sys; from pathlib import Path\n"
        "from casegraph.project import Project\nfrom casegraph.release import make_release\n"
        "print('ready', flush=True)\n"
        "print(make_release(Project(Path(sys.argv[1])), Path(sys.argv[2])).digest)"
    )
    args = [sys.executable, "-c", text, str(own_fiction.project.root), str(own_fiction.out)]
    process = subprocess.Popen(args, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    process.stdout.readline()
    time.sleep(random.Random(seed).uniform(0.2, 2.5))
    process.send_signal(signal.SIGKILL)
    process.communicate()
    kept = open_release(own_fiction.out)
    months = {row["months"] for row in kept.graph.ask("sentences-by-defendant", case="nwh-2019-1")}
    assert (kept.digest == own_fiction.made.digest) == (24 in months) == (25 not in months)
    made = again(own_fiction)
    assert open_release(own_fiction.out).digest == made.digest != own_fiction.made.digest
    assert made.grouped.keys == own_fiction.made.grouped.keys
    assert len([path for path in own_fiction.out.glob("build/*") if path.is_dir()]) == 1
    assert not list((own_fiction.project.root / "private").glob(".work-*"))


def test_leavings_of_a_killed_run(own_fiction, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """What a killed run wrote aside, the private table among it, is removed by the next; a folder
    that holds nothing else is one that a release may be made in.
    """
    private, fresh = own_fiction.project.root / "private", tmp_path / "fresh"
    fresh.mkdir()
    left = [private / ".pseudonyms.tsv.new-1", private / ".released.json.new-23"]
    left.append(fresh / ".casegraph.toml.new-4")
    for path in left:
        path.write_text("x", "utf-8")
    made = make_release(own_fiction.project, fresh)
    assert made.folder is not None
    assert not any(path.exists() for path in left)


def test_a_name_in_the_settings(own_fiction) -> None:  # type: ignore[no-untyped-def]
    """What its publisher writes into the settings of a release is looked through for names."""
    with (own_fiction.out / "casegraph.toml").open("a", encoding="utf-8") as stream:
        stream.write('[dataset]\ntitle = "Cases, kept for Kira Secret"\n')
    made = again(own_fiction)
    assert made.folder is None
    assert {found.where for found in made.names} == {"casegraph.toml"}


def test_refused_consent(own_fiction) -> None:  # type: ignore[no-untyped-def]
    """Who refused to be named is not named, although the list does not let that leave."""
    refused = "consentStatus <https://w3id.org/casegraph/vocab/consent-status/refused> ;"
    held = ('cg:pronoun "she/her" ;', f'cg:pronoun "she/her" ; cg:{refused}')
    edited(own_fiction.project.root / CASE, held)
    with pytest.raises(UnsoundError):
        again(own_fiction)


def test_real_graph(repository: Path, tmp_path: Path) -> None:
    """Of the real graph all but the family, the counsel and what they said leaves; question 26 is
    answered by the one person whom the document names.
    """
    made = make_release(Project(repository), tmp_path / "out", private=tmp_path / "private")
    assert made.folder is not None, (made.names, made.findings)
    graph = open_release(tmp_path / "out").graph
    rows = graph.ask("reported-abuse", case="ua-126-19")
    assert [row["involved"] for row in rows] == ["Emir-Usein Kuku"]
    assert len(graph.ask("defendants", case="ua-126-19")) == 6
    text = b"".join(open_generation(Project(tmp_path / "out")).packs().lines()).decode("utf-8")
    for word in ("kg6w3t", "#families", "#legal-teams", "#d1-children", "ovd-info", "hospitalised"):
        assert word not in text
    assert json.loads((tmp_path / "private" / "report.json").read_text("utf-8"))["in place"]
