"""Words that are planted where nobody may see them appear on no surface, however disguised."""

from __future__ import annotations

import base64
import gzip
import shutil
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from serving import Response
from typer.testing import CliRunner

from casegraph.cli import load_app
from casegraph.network import draw
from casegraph.project import Project
from casegraph.release import Options, make_release, open_release
from casegraph.scaffold import new_project

from .disguise import Detector, disguises
from .surfaces import SURFACES, Surface, sent

BASE = "https://example.org/id/"
# in addresses and names of files, and in texts, where it has an accent to take apart
PLAIN, ACCENTED = "qanarivo", "Qanärivögelein"
LEVEL = "cg:disclosure disclosure:restricted"
HEAD = """
@prefix cg: <https://w3id.org/casegraph/ns#> .
@prefix disclosure: <https://w3id.org/casegraph/vocab/disclosure/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@base <https://example.org/id/> .
"""
# it is looked for in these forms, and planted in them too
CODED = " , ".join(
    f'"{form}"'
    for form in (
        unicodedata.normalize("NFD", ACCENTED),
        quote(ACCENTED),
        base64.b64encode(ACCENTED.encode("utf-8")).decode("ascii"),
        ACCENTED[::-1],
        ACCENTED.upper(),
    )
)
IN_A_PUBLIC_FILE = f"""
<case/nwh-2019-1#{PLAIN}> a cg:Group ; {LEVEL} ; skos:prefLabel "{ACCENTED} label"@en ;
    cg:supportedBy <source/notice-7-20-3#c717-743> .
<case/nwh-2019-1#guards> cg:hasMember <person/qn7r4v> ;
    <https://example.org/{PLAIN}> "{ACCENTED} on a public thing"@en ;
    cg:{PLAIN} <case/nwh-2019-1#{PLAIN}> ;
    skos:editorialNote "{ACCENTED} in a note"@en , {CODED} ; cg:consentStatus "{ACCENTED}" .
<person/qn7r4v> a cg:Person ; {LEVEL} ; cg:hasName <person/qn7r4v#name-1> ;
    skos:prefLabel "{ACCENTED}"@en ; cg:supportedBy <source/notice-7-20-3#c717-743> .
<person/qn7r4v#name-1> a cg:NameVariant ; cg:script "Latn" ;
    cg:nameText "{ACCENTED}"@x-{PLAIN} , "{PLAIN}"@de ;
    cg:supportedBy <source/notice-7-20-3#c717-743> .
<case/nwh-2019-1#claim-abuse> cg:wording "{ACCENTED} in a claim"@en .
<case/nwh-2019-1#d1-charge-1> cg:offenceCategory <https://w3id.org/casegraph/vocab/{PLAIN}/x> ;
    cg:concerns <https://example.com/{PLAIN}> , <https://example.com/{quote(ACCENTED)}> .
"""
IN_A_RESTRICTED_FILE = f"""
# a comment that speaks of {ACCENTED}
<graph/cases/{PLAIN}-1> a cg:GraphFile ; {LEVEL} ; cg:clearsText cg:title .
<case/{PLAIN}-1> a cg:LegalCase ; cg:title "{ACCENTED} v. Nowhere"@en ;
    skos:prefLabel "{ACCENTED} v. Nowhere"@en ; cg:supportedBy <source/{PLAIN}#c0-9> ;
    cg:caseNumber "{PLAIN}"^^<https://example.org/{PLAIN}> .
<case/nwh-2019-1> cg:title "{ACCENTED} told of a public case"@en .
"""
IN_A_RESTRICTED_DOCUMENT = f"""
<graph/sources/{PLAIN}> a cg:GraphFile ; {LEVEL} .
<source/{PLAIN}> a cg:SourceDocument ; cg:url "https://example.org/{PLAIN}" ;
    skos:prefLabel "{ACCENTED}"@en .
<source/{PLAIN}#c0-9> a cg:Passage ; cg:inDocument <source/{PLAIN}> ; cg:locator "{ACCENTED}"@en .
"""
OWN = {
    f"queries/{PLAIN}.rq": "#+ summary: What a {0} asks.\nSELECT ?s WHERE {{ ?s ?p '{0}' }}\n",
    f"queries/rules/{PLAIN}.rq": "#+ summary: What a {0} derives.\n"
    "CONSTRUCT {{ ?s <urn:x:qanarivo> '{0}' }}\n"
    "WHERE {{ ?s a ?c FILTER NOT EXISTS {{ ?s <urn:x:qanarivo> ?o }} }}\n",
    # what replaces a question of casegraph, with a value to try and a note
    "queries/co-defendants.rq": "#+ summary: Who stood trial with {0}?\n#+ parameters:\n"
    "#+   case: {{type: case, example: qanarivo-1, description: 'Such as {0}.'}}\n"
    "#+ columns:\n#+   s: {{type: iri, description: '{0}'}}\n"
    "SELECT ?s WHERE {{ ?s a ?case }} ORDER BY ?s\n",
    f"queries/networks/{PLAIN}.rq": "#+ summary: Who knows {0}.\n"
    "#+ network: {{directed: false, mode: one, sides: [person]}}\n"
    "#+ columns:\n#+   source: {{type: iri}}\n#+   target: {{type: iri}}\n"
    "SELECT ?source ?target WHERE {{ ?source <urn:x:qanarivo> ?target }}\n",
    "ontology/mappings.sssom.tsv": "# comment: {0}\nsubject_id\tpredicate_id\tobject_id\t"
    "mapping_justification\nqanarivo:x\tskos:closeMatch\tqanarivo:y\tsemapv:Unspecified\n",
    f"ontology/{PLAIN}.ttl": "<urn:x:qanarivo> <urn:x:p> '{0}' .\n",
    f"ontology/vocab/{PLAIN}.ttl": "<urn:x:qanarivo> "
    "<http://www.w3.org/2004/02/skos/core#scopeNote> '{0}'@x-qanarivo .\n",
    f"shapes/{PLAIN}.ttl": "<urn:x:qanarivo> <urn:x:p> '{0}' .\n",
    # these decide what leaves, and stay behind themselves
    f"shapes/release/public/{PLAIN}.ttl": "<urn:x:qanarivo> <urn:x:p> '{0}' .\n",
    f"queries/release/coarsen/9-{PLAIN}.ru": "#+ summary: What {0} coarsens.\n"
    "DELETE {{ GRAPH ?g {{ ?s <urn:x:qanarivo> '{0}' }} }}\n"
    "WHERE {{ GRAPH ?g {{ ?s <urn:x:qanarivo> '{0}' }} }}\n",
    f"documents/{PLAIN}.txt": "{0}\n",
    "README.md": "{0}\n",
}


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The fictional project with canaries in all that is withheld, in a folder of that name."""
    root = tmp_path_factory.mktemp("canaries") / f"{PLAIN}-cases"
    new_project(root, BASE)
    texts = {
        "graph/cases/nwh-2019-1.ttl": IN_A_PUBLIC_FILE,
        f"graph/cases/{PLAIN}-1.ttl": HEAD + IN_A_RESTRICTED_FILE,
        f"graph/sources/{PLAIN}.ttl": HEAD + IN_A_RESTRICTED_DOCUMENT,
    }
    for name, text in texts.items():
        path = root / name
        before = path.read_text("utf-8") + HEAD if path.exists() else ""
        path.write_text(before + text, "utf-8")
    market = root / "graph" / "cases" / "nwh-2021-1.ttl"
    names = {
        "Fiction and six others": ACCENTED,
        "Dora Fiction": ACCENTED,
        "cries in the square": ACCENTED,
    }
    told = market.read_text("utf-8")
    for old, new in names.items():
        told = told.replace(old, new)
    market.write_text(told, "utf-8")
    for name, text in OWN.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.format(ACCENTED), "utf-8")
    with (root / "casegraph.toml").open("a", encoding="utf-8") as settings_file:
        settings_file.write(f'[engines.{PLAIN}]\nquery = "https://example.org/{PLAIN}"\n')
    return Project(root)


@pytest.fixture(scope="module")
def out(planted: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of it; the private folder lies elsewhere."""
    place = tmp_path_factory.mktemp("public") / "out"
    made = make_release(planted, place, Options(accept_violations=True))
    assert made.sound and made.folder is not None
    assert len(made.grouped.keys) == 6
    return place


@pytest.mark.parametrize("surface", SURFACES.values(), ids=SURFACES.keys())
def test_no_canary_on_a_surface(surface: Surface, out: Path) -> None:
    """Nothing that a surface shows holds a canary, in any spelling or coding."""
    shown = list(surface(out))
    assert sum(len(data) for _, data in shown) > 0
    assert Detector(PLAIN, ACCENTED).find_in(shown) == []


def test_the_command_tells_nothing(planted: Project, out: Path, tmp_path: Path) -> None:
    """What `casegraph release` prints can be logged: also where it refuses, it holds no canary."""
    refused = tmp_path / "out"
    shutil.copytree(out, refused)
    (refused / "queries").mkdir()
    (refused / "queries" / "own.rq").write_text(f"#+ summary: {ACCENTED}?\n", "utf-8")
    accept = ("--accept-violations",)  # of what the canaries are planted in
    for place, more, code in ((out, accept, 0), (refused, accept, 1), (out, (), 1)):
        args = ["--project", str(planted.root), "release", str(place), "--dry-run", *more]
        done = CliRunner().invoke(load_app(), args)
        assert done.exit_code == code
        told = (done.stdout + done.stderr).replace(str(planted.root), "")
        assert Detector(PLAIN, ACCENTED).find(told.encode("utf-8")) == []


def test_the_canaries_are_there(planted: Project) -> None:
    """The detector finds the canaries in the curators' own files: it is not blind."""
    detector = Detector(PLAIN, ACCENTED)
    seen = {
        path.relative_to(planted.root).as_posix()
        for path in sorted(planted.root.rglob("*"))
        if path.is_file() and detector.find(path.read_bytes())
    }
    for name in ("graph/cases/nwh-2019-1.ttl", "graph/cases/nwh-2021-1.ttl", *OWN):
        assert name in seen, name
    assert "graph/courts.ttl" not in seen


@settings(max_examples=60)
@given(st.sampled_from(sorted(disguises(ACCENTED).items())), st.binary(max_size=40), st.binary())
def test_every_disguise_is_seen(disguise: tuple[bytes, str], before: bytes, after: bytes) -> None:
    """Whatever stands around it, a disguised canary is found; without it nothing is."""
    detector = Detector(ACCENTED)
    assert detector.find(before + disguise[0] + after)
    assert detector.find(before + after) == []


def test_a_leak_is_seen(out: Path, tmp_path: Path) -> None:
    """A release to which a canary is brought fails: NFD in a text, base64 in a file's name."""
    leaking = tmp_path / "out"
    shutil.copytree(out, leaking)
    [quads] = leaking.glob("build/*/packs/000.nq")
    with quads.open("a", encoding="utf-8") as stream:
        stream.write(unicodedata.normalize("NFD", f'<x:s> <x:p> "{ACCENTED}" <x:g> .\n'))
    (leaking / "UWFuw6RyaXbDtmdlbGVpbg").touch()
    assert len(list(_found(leaking))) >= 2


@pytest.mark.parametrize("form", [".svg", ".pdf", ".html"])
def test_a_leak_in_a_picture_is_seen(form: str, out: Path) -> None:
    """A canary that is drawn is found, also where its letters are packed and set apart."""
    network = open_release(out).graph.network("co-defendants")
    detector = Detector(PLAIN)
    assert detector.find(draw(network, form, f"What {PLAIN} did"))
    assert detector.find(draw(network, form, "What nobody did")) == []


@pytest.mark.parametrize("header", ["link", "location", "etag", "x-anything"])
def test_a_leak_over_http_is_seen(header: str) -> None:
    """A canary in any header, or in a packed body, is found in what is written down of it."""
    detector = Detector(PLAIN, ACCENTED)
    assert detector.find(sent(Response(200, {header: f"<{quote(ACCENTED)}>"}, b"")))
    packed = gzip.compress(b"x" * 5000 + ACCENTED.encode("utf-8"))
    assert detector.find(sent(Response(200, {"content-encoding": "gzip"}, packed)))
    assert detector.find(sent(Response(200, {header: "nothing"}, b"nothing"))) == []


def _found(out: Path) -> Iterator[str]:
    detector = Detector(ACCENTED)
    for _, data in SURFACES["files"](out):
        yield from detector.find(data)
