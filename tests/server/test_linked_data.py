"""Things lead to documents, and documents come in the form and vocabulary that a client reads."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

import pytest
import rdflib
from rdflib.namespace import DCAT, RDF, SKOS

if TYPE_CHECKING:
    from serving import Running

DOC = "/doc/case/nwh-2019-1"
IRI = "https://example.org/id/case/nwh-2019-1"
TYPES = {
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "jsonld": "application/ld+json",
    "rdf": "application/rdf+xml",
    "trig": "application/trig",
    "nq": "application/n-quads",
    "html": "text/html",
    "json": "application/json",
    "bib": "application/x-bibtex",
    "csl": "application/vnd.citationstyles.csl+json",
}
LINK = re.compile(r'<([^>]*)>((?:; [a-z]+="[^"]*")*)')


def links(header: str) -> list[tuple[str, dict[str, str]]]:
    """Read a Link header."""
    return [(m[1], dict(re.findall(r'([a-z]+)="([^"]*)"', m[2]))) for m in LINK.finditer(header)]


@pytest.mark.parametrize("path", ["case/nwh-2019-1", "person/aaaaaa", "a%20b"])
def test_things_lead_to_documents(server: Running, path: str) -> None:
    """A thing is not its document: 303, whether there is such a thing or not."""
    got = server.ask(target=f"/id/{path}?x=1")
    assert got.status == 303
    where = urljoin(f"{server.address}id/{path}", got.headers["location"])
    assert where == f"{server.address}doc/{path}?x=1"
    ((target, named),) = links(got.headers["link"])
    assert (urljoin(f"{server.address}id/{path}", target), named) == (
        f"{server.address}doc/{path}",
        {"rel": "describedby"},
    )


@pytest.mark.parametrize("suffix", TYPES)
def test_ends_of_addresses(server: Running, suffix: str) -> None:
    """Each form has an address of its own, and the same form is had by its media type."""
    got = server.ask(target=f"{DOC}.{suffix}", headers={"accept": "image/png"})
    assert (got.status, got.kind) == (200, TYPES[suffix])
    assert got.headers["vary"] == "Accept-Encoding, Accept-Profile"
    by_header = server.ask(target=DOC, headers={"accept": f"{TYPES[suffix]}, */*;q=0.1"})
    assert (by_header.kind, by_header.body) == (got.kind, got.body)
    assert by_header.headers["vary"].startswith("Accept, ")
    by_field = server.ask(target=f"{DOC}?_mediatype={TYPES[suffix].replace('+', '%2B')}")
    assert by_field.body == got.body
    assert IRI.encode() in got.body or suffix in ("html", "bib", "csl")


def test_weights(server: Running) -> None:
    """The weights of the Accept header decide; what there is not is 406 with a list."""
    for accept, kind in [
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
        ("application/rdf+xml;q=0.9, text/turtle;q=0.95", "text/turtle"),
        ("*/*", "text/turtle"),
        ("", "text/turtle"),
    ]:
        assert server.ask(target=DOC, headers={"accept": accept}).kind == kind
    refused = server.ask(target=DOC, headers={"accept": "image/png"})
    assert refused.status == 406
    assert "text/turtle" in json.loads(refused.body)["detail"]


def test_links_lead_where_they_say(server: Running) -> None:
    """Every alternate that a document names is there, in the form and profile that it names."""
    got = server.ask(target=DOC)
    told = links(got.headers["link"])
    relations = {named["rel"] for _, named in told}
    assert relations == {
        "alternate",
        "bookmark",
        "canonical",
        "describedby",
        "describes",
        "profile",
    }
    base = server.address + DOC[1:]
    for target, named in told:
        where = urlsplit(urljoin(base, target))
        if where.netloc != urlsplit(server.address).netloc:
            continue
        answer = server.ask(target=where.path + (f"?{where.query}" if where.query else ""))
        assert answer.status == (303 if named["rel"] == "describes" else 200), target
        assert "type" not in named or answer.kind == named["type"]
        if "profile" in named:
            assert answer.headers["content-profile"] == f"<{named['profile']}>"
    assert {named.get("type") for _, named in told if named["rel"] == "alternate"} >= set(
        TYPES.values()
    )


def test_profiles(server: Running) -> None:
    """A profile is chosen by a field or by a header; one that nobody knows is refused."""
    schema = "https://schema.org/"
    by_field = server.ask(target=f"{DOC}.ttl?_profile=schema")
    by_header = server.ask(
        target=f"{DOC}.ttl",
        headers={"accept-profile": f"<https://e/x>, <{schema}>;q=0.9, <urn:y>;q=0.1"},
    )
    assert by_field.body == by_header.body
    assert by_field.headers["content-profile"] == f"<{schema}>"
    found = rdflib.Graph().parse(data=by_field.body)
    assert {p for _, p, _ in found if not str(p).startswith(schema)} == {rdflib.RDF.type}
    default = server.ask(target=f"{DOC}.ttl", headers={"accept-profile": "<https://e/x>"})
    assert "casegraph" in default.headers["content-profile"]
    assert server.ask(target=f"{DOC}.ttl?_profile=nothing").status == 406
    assert server.ask(target=f"{DOC}.html?_profile=schema").status == 406
    listed = rdflib.Graph().parse(data=server.ask(target=f"{DOC}.ttl?_profile=alt").body)
    nodes = {str(o) for o in listed.objects() if "_profile=" in str(o)}
    assert len(nodes) == 18


def test_validators(server: Running) -> None:
    """Each form has its validator, which stays; who has it is told so, by GET and by HEAD."""
    tags = set()
    for suffix in TYPES:
        got = server.ask(target=f"{DOC}.{suffix}")
        again = server.ask(target=f"{DOC}.{suffix}")
        assert got.body == again.body
        assert got.headers["etag"] == again.headers["etag"]
        assert not got.headers["etag"].startswith("W/")
        tags.add(got.headers["etag"])
        for method in ("GET", "HEAD"):
            held = {"if-none-match": f'"x", W/{got.headers["etag"]}'}
            same = server.ask(method, f"{DOC}.{suffix}", headers=held)
            assert (same.status, same.body) == (304, b"")
            assert same.headers["etag"] == got.headers["etag"]
        head = server.ask("HEAD", f"{DOC}.{suffix}")
        assert (head.status, head.body) == (200, b"")
        assert head.headers["content-length"] == str(len(got.body))
    assert len(tags) == len(TYPES)


def test_gzip(server: Running) -> None:
    """What is packed is the same behind it, and has a validator of its own."""
    plain = server.ask(target=f"{DOC}.nt")
    packed = server.ask(target=f"{DOC}.nt", headers={"accept-encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert packed.headers["etag"] != plain.headers["etag"]
    assert len(packed.body) < len(plain.body) // 2
    small = server.ask(target="/doc/case/nwh-2019-1.csl", headers={"accept-encoding": "gzip"})
    assert "content-encoding" not in small.headers


def test_what_is_not_there(server: Running) -> None:
    """What never was and what nobody may see have the same answer, byte for byte."""
    bodies, heads = set(), set()
    for path in ("person/aaaaaa", "person/zzzzzz", "case/x", "x", "a%20b", "%3Cscript%3E", "case/"):
        for suffix in ("", ".ttl"):
            got = server.ask(target=f"/doc/{path}{suffix}")
            assert got.status == 404, path
            bodies.add(got.body)
            kept = {k: v for k, v in got.headers.items() if k != "date"}
            heads.add(tuple(sorted(kept.items())))
    assert len(bodies) == len(heads) == 1
    # what the one answer leads to is there
    for path in re.findall(r"/[\w.]+(?=\s)", json.loads(bodies.pop())["detail"]):
        assert server.ask(target=path).status == 200


def test_addresses_that_are_left(server: Running) -> None:
    """What was withdrawn is gone, and says not what it was; what was merged leads on."""
    got = server.ask(target="/doc/person/b5c8dr")
    assert got.status == 410
    assert b"b5c8dr" not in got.body
    assert b"2022" not in got.body
    moved = server.ask(target="/doc/person/f6g3hv")
    assert moved.status == 301
    where = urljoin(f"{server.address}doc/person/f6g3hv", moved.headers["location"])
    assert urlsplit(where).path == "/doc/person/d4k7wz"
    assert server.ask(target=urlsplit(where).path).status == 200


def test_versions(server: Running) -> None:
    """A permanent address holds as long as the data does, and then says that it is another."""
    got = server.ask(target=DOC)
    (permalink,) = [t for t, n in links(got.headers["link"]) if n["rel"] == "bookmark"]
    version = permalink.rpartition("=")[2]
    assert server.ask(target=f"{DOC}?version={version}").status == 200
    other = server.ask(target=f"{DOC}?version=0123456789ab")
    assert other.status == 404
    assert version in json.loads(other.body)["detail"]
    cited = server.ask(target=f"{DOC}.bib").body.decode()
    assert f"url = {{https://example.org/doc/case/nwh-2019-1?version={version}}}" in cited
    assert json.loads(server.ask(target=f"{DOC}.csl").body)[0]["URL"].endswith(version)


def test_persons_are_left_out_of_searches(server: Running) -> None:
    """Search engines are asked not to list persons, in every form of their documents."""
    for suffix in ("", ".html", ".json", ".jsonld"):
        got = server.ask(target=f"/doc/person/d4k7wz{suffix}")
        assert (got.status, got.headers["x-robots-tag"]) == (200, "noindex")
    assert "x-robots-tag" not in server.ask(target=DOC).headers
    assert b"/person/" not in server.ask(target="/sitemap.xml").body
    assert b"sitemap.xml" in server.ask(target="/robots.txt").body


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/ns", "https://w3id.org/casegraph/ns#Sentence"),
        ("/ns/agent", "https://w3id.org/casegraph/ns#Person"),
        ("/vocab", "https://w3id.org/casegraph/vocab/finding"),
        ("/vocab/finding", "https://w3id.org/casegraph/vocab/finding/convicted"),
        ("/dataset", "https://example.org/dataset"),
        ("/.well-known/void", "https://example.org/dataset"),
        ("/.well-known/sparql-examples", "https://w3id.org/casegraph/query/defendants"),
        ("/questions", "https://w3id.org/casegraph/query/defendants"),
        ("/sparql", "https://example.org/sparql"),
    ],
)
def test_descriptions_come_in_every_form(server: Running, path: str, says: str) -> None:
    """Terms, data set, service and questions are had as documents are, and say the same in each."""
    sizes = set()
    for kind, name in [
        ("text/turtle", "turtle"),
        ("application/n-triples", "nt"),
        ("application/rdf+xml", "xml"),
        ("application/ld+json", "json-ld"),
    ]:
        got = server.ask(target=path, headers={"accept": kind})
        assert (got.status, got.kind) == (200, kind)
        found = rdflib.Graph().parse(data=got.body, format=name)
        assert rdflib.URIRef(says) in set(found.subjects())
        sizes.add(len(found))
        held = {"accept": kind, "if-none-match": got.headers["etag"]}
        assert server.ask(target=path, headers=held).status == 304
    assert len(sizes) == 1
    assert server.ask(target=path, headers={"accept": "image/png"}).status == 406


def test_terms_lead_to_their_documents(server: Running) -> None:
    """A concept leads to its scheme; the context of JSON-LD has its own address."""
    got = server.ask(target="/vocab/finding/convicted")
    where = urljoin(f"{server.address}vocab/finding/convicted", got.headers["location"])
    assert (got.status, urlsplit(where).path) == (303, "/vocab/finding")
    context = server.ask(target="/ns/context.jsonld")
    assert "@context" in json.loads(context.body)
    for path in ("/vocab/nothing", "/ns/nothing", "/vocab/", "/vocab/%2e%2e/ns"):
        assert server.ask(target=path).status in (303, 404)


def test_all_vocabularies(server: Running, repository: Path) -> None:
    """Each concept scheme is listed, leads to its own page, and brings none of its concepts."""
    wanted = {path.stem for path in (repository / "ontology" / "vocab").glob("*.ttl")}
    page = server.ask(target="/vocab.html").body.decode("utf-8")
    assert set(re.findall(r'<h3[^>]*><a href="\./vocab/([^"]+)"', page)) == wanted
    found = rdflib.Graph().parse(data=server.ask(target="/vocab.ttl").body)
    schemes = set(found.subjects(RDF.type, SKOS.ConceptScheme))
    assert {str(scheme).rpartition("/")[2] for scheme in schemes} == wanted
    assert not set(found.subjects(RDF.type, SKOS.Concept))
    for name in sorted(wanted)[:3]:
        assert server.ask(target=f"/vocab/{name}.html").status == 200
    assert server.ask(target="/vocab/").headers["location"] == "../vocab"


def test_mappings(server: Running, repository: Path) -> None:
    """The table of mappings is served byte for byte; the page and the description lead to it."""
    got = server.ask(target="/ns/mappings.sssom.tsv")
    assert (got.status, got.kind) == (200, "text/tab-separated-values")
    assert got.body == (repository / "ontology" / "mappings.sssom.tsv").read_bytes()
    page = server.ask(target="/ns.html").body.decode("utf-8")
    (href,) = re.findall(r'href="([^"]+\.tsv)"', page)
    assert urlsplit(urljoin(f"{server.address}ns", href)).path == "/ns/mappings.sssom.tsv"
    assert b".tsv" not in server.ask(target="/ns/agent.html").body
    described = rdflib.Graph().parse(data=server.ask(target="/dataset.ttl").body)
    (address,) = described.objects(
        rdflib.URIRef("https://example.org/dataset#mappings.sssom.tsv"), DCAT.downloadURL
    )
    assert str(address) == "https://example.org/ns/mappings.sssom.tsv"


@pytest.mark.parametrize(
    ("path", "marks"),
    [
        ("/ns", {"Person", "Sentence", "durationMonths"}),
        ("/ns/agent", {"Person", "Court"}),
        ("/vocab", {"finding", "role"}),
        ("/vocab/finding", {"convicted", "acquitted"}),
    ],
)
def test_terms_can_be_read_by_people(server: Running, path: str, marks: set[str]) -> None:
    """A browser gets a page of the terms, in which the fragment of each has its place."""
    got = server.ask(target=path, headers={"accept": "text/html,application/xml;q=0.9,*/*;q=0.8"})
    assert (got.status, got.kind) == (200, "text/html")
    assert got.body == server.ask(target=f"{path}.html").body
    text = got.body.decode("utf-8")
    places = re.findall(r'id="([^"]+)"', text)
    assert len(places) == len(set(places))
    assert marks <= set(places)
    for place in re.findall(r'href="#([^"]+)"', text):
        assert place in places
    for form in ("ttl", "nt", "rdf", "jsonld"):
        (href,) = re.findall(rf'href="([^"]+\.{form})"', text)
        there = urlsplit(urljoin(f"{server.address}{path[1:]}", href)).path
        assert server.ask(target=there).status == 200
    concept = server.ask(target="/vocab/finding/convicted")
    assert concept.headers["location"].endswith("vocab/finding#convicted")


@pytest.mark.parametrize("path", ["/ns", "/ns/agent", "/vocab", "/vocab/finding"])
def test_terms_come_as_json_and_can_be_cited(server: Running, path: str) -> None:
    """JSON, by its suffix and by its media type, holds what the page of terms tells, and terms are
    cited by the address of this state; another state is not there.
    """
    got = server.ask(target=f"{path}.json")
    assert (got.status, got.kind) == (200, "application/json")
    assert server.ask(target=path, headers={"accept": "application/json"}).body == got.body
    page = server.ask(target=f"{path}.html").body.decode("utf-8")
    terms = json.loads(got.body)["terms"]
    assert [term["mark"] for term in terms] == re.findall(r'<div id="([^"]+)"', page)
    assert all(term["definition"] and term["labels"] for term in terms)
    cited = server.ask(target=f"{path}.bib")
    assert (cited.status, cited.kind) == (200, "application/x-bibtex")
    (address,) = json.loads(server.ask(target=f"{path}.csl").body)
    assert address["URL"].encode() in cited.body
    query = urlsplit(address["URL"]).query
    assert server.ask(target=f"{path}?{query}").status == 200
    assert server.ask(target=f"{path}?version=0").status == 404


@pytest.mark.parametrize("path", [DOC, "/dataset", "/questions", "/ns", "/openapi.json", "/id/x"])
def test_other_methods(server: Running, path: str) -> None:
    """What is only read says so."""
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        got = server.ask(method, path, b"x")
        assert got.status == 405
        assert "GET" in got.headers["allow"]
    assert server.ask("OPTIONS", path).status == 204


def test_what_is_no_release_is_for_this_machine(server: Running) -> None:
    """A page of another site, open in a curator's browser, cannot read what is no release."""
    for headers in ({"origin": "https://elsewhere.example"}, {}):
        got = server.ask(target=DOC, headers=headers)
        assert "access-control-allow-origin" not in got.headers
    preflight = {"origin": "https://elsewhere.example", "access-control-request-method": "GET"}
    assert (
        "access-control-allow-origin"
        not in server.ask("OPTIONS", "/sparql", headers=preflight).headers
    )
