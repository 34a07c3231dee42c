"""What others can see of a release, as bytes: to add a surface, add a function to `SURFACES`.

A surface takes the folder of a release and yields pairs of a name and the bytes that it shows.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote, urlencode

from serving import Response, Running, running
from typer.testing import CliRunner

from casegraph.ask import FORMATS as ANSWERS
from casegraph.ask import Table, write_answer
from casegraph.ask.catalogue import catalogue
from casegraph.cite import STYLES, cite
from casegraph.cli import load_app
from casegraph.errors import CasegraphError
from casegraph.export import FORMATS as EXPORTS
from casegraph.export import PARTS, export, select_parts
from casegraph.network import FORMATS as NETWORKS
from casegraph.network import draw, recipes, write_files
from casegraph.opened import CaseGraph
from casegraph.publish.dataset import dataset_quads, service_quads
from casegraph.publish.document import Document, find_parts, read_document
from casegraph.publish.dump import dump
from casegraph.publish.pages.browse import KINDS_BROWSED
from casegraph.publish.pages.document import write_page
from casegraph.publish.pages.editor import write_editor
from casegraph.publish.pages.entrance import write_search
from casegraph.publish.pages.frame import press
from casegraph.publish.pages.links import Links
from casegraph.publish.pages.networks import endings, write_network
from casegraph.publish.pages.question import write_question
from casegraph.publish.profile import PROFILES, profiled
from casegraph.publish.rdf import write_rdf
from casegraph.publish.site import write_site
from casegraph.publish.sitemap import write_sitemap
from casegraph.publish.told import write_json
from casegraph.receipt import make_receipt, write_receipt
from casegraph.release import open_release
from casegraph.server.negotiate import GRAPHS, LISTS, TERMS
from casegraph.turtle import write

Surface = Callable[[Path], Iterator[tuple[str, bytes]]]
BASE = "https://example.org/id/"


def as_bytes(data: str | bytes) -> bytes:
    return data.encode("utf-8") if isinstance(data, str) else data


def files(out: Path) -> Iterator[tuple[str, bytes]]:
    """Every file, raw, the store's too; and the names of all files and folders."""
    for path in sorted(out.rglob("*")):
        yield f"name of {path.name}", path.relative_to(out).as_posix().encode("utf-8")
        if path.is_file():
            yield path.relative_to(out).as_posix(), path.read_bytes()


def answers(out: Path) -> Iterator[tuple[str, bytes]]:
    """Every question in every format, with its receipt and its citations."""
    graph = open_release(out).graph
    for name, query in graph.questions.items():
        found = graph.ask(name)
        for form in ANSWERS:
            with suppress(CasegraphError):  # a form that is none for this answer
                yield f"ask {name} --format {form}", as_bytes(write_answer(found, form))
        if isinstance(found, Table):
            yield f"ask {name} in a notebook", found._repr_html_().encode("utf-8")
        prefixes = graph.project.prefixes
        receipt = make_receipt(query, {}, found, graph.generation, prefixes)
        yield f"receipt of {name}", write_receipt(receipt).encode("utf-8")
        for style in STYLES:
            text = cite(style, query, {}, graph.generation, graph.project)
            yield f"ask {name} --cite {style}", text.encode("utf-8")
    listed = write(
        catalogue(list(graph.questions.values()), graph.project.prefixes), graph.project.prefixes
    )
    yield "list of questions", listed.encode("utf-8")


def dumps(out: Path) -> Iterator[tuple[str, bytes]]:
    """The dumps in every format, and their description."""
    yield from dump(open_release(out))


def exports(out: Path) -> Iterator[tuple[str, bytes]]:
    """Every part in every RDF format, and the graph as rdflib has it."""
    graph = open_release(out).graph
    quads = graph.generation.quads()
    for part in PARTS:
        for form in EXPORTS:
            chosen = select_parts(quads, graph.project, [part])
            yield (
                f"export --part {part} --format {form}",
                as_bytes(export(chosen, form, graph.project.prefixes)),
            )
    yield "rdflib", graph.graph().serialize(format="nquads").encode("utf-8")


def things_of(graph: CaseGraph) -> list[str]:
    subjects = {str(getattr(quad.subject, "value", "")) for quad in graph.generation.quads()}
    return sorted(subject for subject in subjects if subject.startswith(BASE))


def things(out: Path) -> Iterator[tuple[str, bytes]]:
    """All that is known of each thing and of each file."""
    graph = open_release(out).graph
    for iri in things_of(graph):
        yield f"describe {iri}", repr(graph.describe(iri)).encode("utf-8")


def documents(out: Path) -> Iterator[tuple[str, bytes]]:
    """The document of each thing, as JSON, and as RDF by each profile."""
    graph = open_release(out).graph
    for iri in things_of(graph):
        document = read_document(graph, iri)
        if not isinstance(document, Document):
            continue
        yield f"JSON of {iri}", write_json(graph, document, "1")
        for profile in PROFILES:
            quads = list(profiled(graph, document, profile, {"ttl": "text/turtle"}, iri))
            yield f"{profile.token} of {iri}", write_rdf(quads, "nt", graph.project.prefixes)
    site = graph.project.site
    for name, quads in (
        ("description of the data", dataset_quads(graph, site)),
        ("description of the service", service_quads(graph, site)),
    ):
        yield name, write_rdf(quads, "nt", graph.project.prefixes)
    yield "sitemap", (write_sitemap(graph, site) or "").encode("utf-8")


def pages(out: Path) -> Iterator[tuple[str, bytes]]:
    """The page of each thing on a server, what names find, and the editor with each question."""
    found = press(open_release(out).graph, Links(BASE, "../../"))
    for iri in things_of(found.graph):
        parts = find_parts(found.graph, iri)
        if isinstance(parts, list):
            yield f"page of {iri}", write_page(found, iri, parts)
    for wanted in ("a", "Kira Secret", "Dora Fiction"):
        yield f"search {wanted}", write_search(found, wanted).replace(wanted.encode(), b"")
    for name in found.graph.questions:
        yield f"question {name}", write_question(found, name, {"case": "nwh-2019-1"})[0]
        yield f"editor with {name}", write_editor(found, {"question": name})
    for name in recipes(found.graph.project):
        yield f"network {name}", write_network(found, name, {"case": "nwh-2019-1"})[0]


def site(out: Path) -> Iterator[tuple[str, bytes]]:
    """Every file of the site, but networks of all the data and dumps, which are looked at above."""
    yield from write_site(open_release(out), parts=("lists", "documents", "answers", "alone"))


def networks(out: Path) -> Iterator[tuple[str, bytes]]:
    """Every recipe that needs no parameter, in every format, with its datasheet and a picture."""
    graph = open_release(out).graph
    for name in recipes(graph.project):
        try:
            network = graph.network(name)
        except CasegraphError as error:  # it needs a parameter
            yield f"network {name}", str(error).encode("utf-8")
            continue
        for form in NETWORKS:
            with suppress(CasegraphError):
                for ending, pieces in write_files(network, form):
                    yield f"network {name} as {form}{ending}", b"".join(pieces)
    yield "picture", draw(graph.network("co-defendants"), ".svg", "Co-defendants")


DATA = f'FILTER(STRSTARTS(STR(?g), "{BASE}"))'
QUERIES = {
    "data": f"SELECT * WHERE {{ GRAPH ?g {{ ?s ?p ?o }} {DATA} }}",
    "graphs": "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }",
    "predicates": "SELECT ?p (COUNT(*) AS ?n) WHERE { ?s ?p ?o } GROUP BY ?p",
    "languages": "SELECT DISTINCT (LANG(?o) AS ?l) (DATATYPE(?o) AS ?d) WHERE { ?s ?p ?o }",
    "texts": "SELECT (GROUP_CONCAT(STR(?o)) AS ?all) WHERE { ?s ?p ?o }",
    "construct": f"CONSTRUCT {{ ?o ?p ?s }} WHERE {{ GRAPH ?g {{ ?s ?p ?o }} {DATA} }}",
    "describe": "DESCRIBE ?s WHERE { ?s a <https://w3id.org/casegraph/ns#Person> }",
    "ask": "ASK { ?s ?p ?o }",
}


def sparql(out: Path) -> Iterator[tuple[str, bytes]]:
    """Each form of query; what is in the data in each format of answers."""
    graph = open_release(out).graph
    for name, text in QUERIES.items():
        found = graph.query(text)
        for form in ANSWERS if name in ("graphs", "describe") else ("json", "ttl"):
            with suppress(CasegraphError):
                yield f"query {name} as {form}", as_bytes(write_answer(found, form))


def names(out: Path) -> Iterator[tuple[str, bytes]]:
    """What a search by name finds, for each letter and for names near those that are withheld."""
    graph = open_release(out).graph
    for wanted in ("a", "e", "s", "Kira Secre", "Dora Fictio", "Fictio", "qanariv", "person"):
        yield f"find {wanted}", repr(graph.find(wanted)).encode("utf-8")


def errors(out: Path) -> Iterator[tuple[str, bytes]]:
    """What errors tell, with what they propose instead."""
    graph = open_release(out).graph
    near = ("person/b7t3n", "case/nwh-2021", "case/nwh-2022-", "nwh-2019-1:d2-lawyer", "case/qanar")
    for name in near:
        try:
            graph.describe(name)
        except CasegraphError as error:
            yield f"describe {name}", str(error).replace(name, "").encode("utf-8")
    for question in graph.questions:
        try:
            graph.ask(question, case="nwh-202")
        except CasegraphError as error:
            yield f"ask {question} --case nwh-202", str(error).encode("utf-8")
    for query in (
        "SELECT",
        "SELECT * WHERE { ?s qanar:x ?o }",
        "ASK { SERVICE <x:y> { ?s ?p ?o } }",
    ):
        try:
            graph.query(query)
        except CasegraphError as error:
            yield f"query {query}", str(error).replace("qanar:", "").encode("utf-8")


# what is near to the names of things that are withheld
NEAR_NAMES = ("person/b7t3n", "person:qn7r4v", "case/nwh-2021-1", "nwh-2019-1:guards", "case/qanar")


def commands(out: Path) -> Iterator[tuple[str, bytes]]:
    """What commands print on a release, on both streams, and the files that they write."""
    drawn, timeline = out.parent / "drawn.svg", out.parent / "timeline.svg"
    receipt = out.parent / "receipt.json"
    for args in (
        ["ask"],
        ["ask", "--json"],
        ["validate", "--show", "info"],
        ["validate", "--format", "html"],
        ["verify"],
        ["network", "list"],
        *(["why", near] for near in ("person:d4k7wz", "claim-abuse", *NEAR_NAMES)),
        *(["describe", near] for near in ("person:d4k7wz", "case/nwh-2019-1", *NEAR_NAMES)),
        *(["find", near] for near in ("Ada", "Kira Secre", "Dora Fictio", "qanar")),
        *(["find", "Ada", "--kind", near] for near in ("Person", "Qanar")),
        *(
            ["timeline", near, "-o", str(timeline)]
            for near in ("nwh-2019-1", "nwh-2021-1", "qanar")
        ),
        ["describe", "person:d4k7wz", "--format", "ttl"],
        ["network", "draw", "co-defendants", "-o", str(drawn)],
        ["network", "run", "qanar"],
        ["ask", "defendents"],
        ["ask", "defendants", "--case", "qanar"],
        ["ask", "defendants", "--receipt", str(receipt)],
        ["receipt", "check", str(receipt)],
        ["diff", "current", str(out), "--no-answers"],
        ["diff", "HEAD", "--no-answers"],
        ["export", "--part", "stated", "--part", "ontology"],
        ["lint"],
        ["migrate"],
        ["build"],
    ):
        done = CliRunner().invoke(load_app(), ["--project", str(out), *args])
        told = f"{done.stdout}{done.stderr}{done.exception}".replace(str(out), "")
        yield " ".join(args), told.encode("utf-8")
    for path in (drawn, timeline, receipt):
        yield path.name, path.read_bytes()


FORMS = ("json", "xml", "csv", "tsv", "ttl", "nt", "rdf", "jsonld", "trig", "nq")
DOCUMENT_FORMS = ("ttl", "nt", "rdf", "jsonld", "trig", "nq", "html", "json", "bib", "csl")
# `answers` has every question in every form; here each is asked in those of HTTP alone
ANSWER_FORMS = ("json", "html", "rq", "receipt", "bib")
OTHER_FORMS = ("csv", "tsv", "xml", "md", "xlsx", "parquet", "csvw", "csl")
LISTED = {"/dataset": GRAPHS, "/questions": LISTS, "/ns": TERMS, "/vocab": TERMS}
WHOLE = (
    *("/", "/sparql", "/dataset", "/.well-known/void", "/.well-known/sparql-examples"),
    *("/questions", "/openapi.json", "/sitemap.xml", "/robots.txt", "/ns", "/ns/context.jsonld"),
    *("/vocab/disclosure", "/networks", "/search?q=a", "/search?q=Secre", "/about", "/editor"),
    *("/assets/editor.js", "/assets/search.js", "/browse/person.csl"),
    *("/ns/mappings.sssom.tsv", "/ns/agent", "/vocab", "/sitemap-1.xml", "/sparql/"),
    *(f"{path}.{offer.name}" for path, offers in LISTED.items() for offer in offers),
    *(f"/network/co-defendants{ending}" for ending in endings()),
    *("/browse", *(f"/browse/{kind}" for kind in KINDS_BROWSED)),
    *("/index.bib", "/about.csl", "/browse/person.bib", "/questions.bib", "/ns.json", "/ns.bib"),
    *("/network/claims.bib", "/network/claims.csl?case=nwh-2019-1"),
    *("/dump/data.nq", "/dump/terms.rdf", "/dump/dataset.ttl", "/dump/SHA256SUMS"),
    *("/network/co-defendants", "/network/claims", "/network/claims.json"),
)
# what is near to names and addresses that are withheld, so that an answer could propose them
NEAR = (
    *("/doc/person/b7t3n", "/doc/case/nwh-2021-1", "/doc/case/nwh-2022-1", "/doc/case/qanar"),
    *("/question/sentences-by-defendant?case=nwh-2022", "/question/defendants?case=qanar"),
    *("/question/defendants?case=nwh-2021-1", "/question/qanar", "/question/defendants?qanar=1"),
    *("/sparql?query=SELECT", "/sparql?query=ASK%7B%3Fs%20qanar%3Ax%20%3Fo%7D", "/search?q=qanar"),
    *("/search?q=Kira%20Secret", "/search?q=Lea%20Hidden", "/search?q=Dora%20Fiction"),
    *("/id/person/b5c8dr", "/doc/person/f6g3hv", "/id/case/nwh-2019-1", "/id/case/qanar"),
    *("/editor?question=qanar", "/network/qanar", "/network/ego?node=qanar", "/dump/qanar"),
    *("/.well-known/qanar", "/vocab/qanar", "/ns/qanar", "/assets/qanar", "/browse/qanar"),
    *("/sitemap-9.xml", "/doc/person/d4k7wz.qanar"),
    *("/doc/case/nwh-2019-1?version=0", "/doc/case/nwh-2019-1?_profile=qanar", "/id/person/b7t3n"),
)
# what clients may send along: another form, another vocabulary, a validator, a broken body
HEADERS = (
    {"accept": "image/png"},
    {"accept-profile": "<https://schema.org/>", "accept-encoding": "gzip"},
    {"if-none-match": "*"},
    {"host": "elsewhere.example"},
    {"origin": "https://elsewhere.example"},
)


def http(out: Path) -> Iterator[tuple[str, bytes]]:
    """What a server of the release sends, headers and all, and what it notes of it."""
    with running(out, out.parent / "server") as server:
        yield from served(server, out)
        notes = server.notes
    yield "notes of the server", notes.read_bytes()


def served(server: Running, out: Path) -> Iterator[tuple[str, bytes]]:
    """What a server sends for each route, in each form, and for what is near to the withheld."""
    graph = open_release(out).graph
    for name, text in QUERIES.items():
        for form in FORMS:
            fields = urlencode({"query": text, "format": form})
            yield f"GET {name} as {form}", sent(server.ask(target=f"/sparql?{fields}"))
        yield f"POST {name}", sent(server.query(text))
    paths = sorted({iri.removeprefix(BASE).partition("#")[0] for iri in things_of(graph)})
    for path in paths:
        forms = DOCUMENT_FORMS if path.startswith(("case/", "person/")) else ("html", "nt")
        for form in forms:
            target = f"/doc/{quote(path)}.{form}"
            yield target, sent(server.ask(target=target))
        for profile in PROFILES:
            target = f"/doc/{quote(path)}.nt?_profile={profile.token}"
            yield target, sent(server.ask(target=target))
    for question in graph.questions:
        for form in (*ANSWER_FORMS, *(OTHER_FORMS if question == "defendants" else ())):
            target = f"/question/{question}.{form}"
            yield target, sent(server.ask(target=target))
    for target in (*WHOLE, *NEAR):
        got = server.ask(target=target)
        assert got.status == 200 or target in NEAR, target
        yield target, sent(got)
        if "." in target.rpartition("/")[2]:
            continue  # its address says the form
        for suffix in ("text/html", "application/rdf+xml", "application/json"):
            yield (
                f"{target} as {suffix}",
                sent(server.ask(target=target, headers={"accept": suffix})),
            )
    for target in ("/doc/case/nwh-2019-1", "/sparql?query=ASK%7B%7D", *NEAR):
        for method in ("GET", "HEAD", "POST", "OPTIONS", "PUT"):
            for headers in HEADERS:
                body = b"query=%FF" if method in ("POST", "PUT") else None
                got = sent(server.ask(method, target, body, headers))
                yield f"{method} {target} with {headers}", got


def sent(response: Response) -> bytes:
    """Write a response down: status, headers, and the body as it is, unpacked if it is packed."""
    body = response.body
    if response.headers.get("content-encoding") == "gzip":
        body = gzip.decompress(body)
    head = "".join(f"{name}: {text}\n" for name, text in sorted(response.headers.items()))
    return f"{response.status}\n{head}\n".encode("latin-1") + body


def manifest(out: Path) -> Iterator[tuple[str, bytes]]:
    """What the generation says of itself."""
    generation = open_release(out).graph.generation
    yield "manifest", json.dumps(generation.manifest, ensure_ascii=False).encode("utf-8")


SURFACES: dict[str, Surface] = {
    surface.__name__: surface
    for surface in (
        files,
        answers,
        exports,
        dumps,
        things,
        documents,
        pages,
        site,
        networks,
        sparql,
        names,
        errors,
        commands,
        manifest,
        http,
    )
}
