"""The facts of the first document are all in the graph, each on a passage that holds its words."""

from __future__ import annotations

import csv
import hashlib
import re
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from casegraph.dataset import Dataset, read_dataset
from casegraph.evidence import check_document
from casegraph.project import Project
from casegraph.terms import cg

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
FACTS = SHARED / "facts" / "ua-126-19.tsv"
DOCUMENT = SHARED / "sources" / "000_23e64fdb1022bc95.txt"
COVERAGE = Path(__file__).with_name("ua-126-19-coverage.tsv")
needs_shared = pytest.mark.skipif(
    not (FACTS.is_file() and DOCUMENT.is_file()),
    reason="the source document is not part of the repository",
)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return read_dataset(Project(ROOT))


def test_each_fact_has_nodes_that_its_passage_supports(dataset: Dataset) -> None:
    """All 34 facts are covered; each node named for one exists and rests on the named passage."""
    rows = _rows(COVERAGE)
    assert {row["fact"] for row in rows} == {f"F{number:02d}" for number in range(1, 35)}
    for row in rows:
        node, passage = NamedNode(row["node"]), NamedNode(row["passage"])
        quads = dataset.engine.store.quads_for_pattern(node, cg("supportedBy"), passage)
        described = row["node"].partition("#")[0] == row["passage"].partition("#")[0]
        assert next(quads, None) or described, f"{row['fact']}: {node} does not rest on {passage}"


@needs_shared
def test_passages_of_a_fact_overlap_its_words(dataset: Dataset) -> None:
    """A passage that is named for a fact meets the span that the table of facts gives."""
    spans = {row["id"]: (int(row["start"]), int(row["end"])) for row in _rows(FACTS)}
    for row in _rows(COVERAGE):
        start, end = map(int, re.findall(r"#c(\d+)-(\d+)$", row["passage"])[0])
        first, last = spans[row["fact"]]
        assert start < last and first < end, row


@needs_shared
def test_table_of_facts_is_anchored_as_it_says() -> None:
    """The spans of the table hold the quotes, once white space is normalised: offsets are ours."""
    text = DOCUMENT.read_text("utf-8")
    for row in _rows(FACTS):
        span = text[int(row["start"]) : int(row["end"])]
        assert " ".join(span.split()) == " ".join(row["quote"].strip('"').split()), row["id"]


@needs_shared
def test_every_anchor_of_the_document_matches(dataset: Dataset) -> None:
    """`casegraph evidence` on the document: all matched, none moved or broken."""
    check = check_document(dataset.engine, dataset.project, DOCUMENT)
    assert check.identical
    assert check.count("matched") == len(check.anchors) > 30


@needs_shared
def test_a_passage_holds_the_sentence_of_the_fourth_defendant(dataset: Dataset) -> None:
    """`c932-957` is the span of eighteen years, by its hash."""
    span = DOCUMENT.read_text("utf-8")[932:957]
    passage = NamedNode(f"{dataset.project.base}source/amnesty-ua-126-19-output-4#c932-957")
    quad = next(dataset.engine.store.quads_for_pattern(passage, cg("sha256"), None))
    assert quad.object.value == hashlib.sha256(span.encode()).hexdigest()


def _words(path: Path) -> list[str]:
    """List the words of a file; addresses are facts of their own and no sentences."""
    text = re.sub(r"https?://\S+", " ", path.read_text("utf-8"))
    return re.findall(r"\w+", text.casefold())


def test_no_words_of_the_document_are_in_the_repository() -> None:
    """No run of nine or more words of the source stands in any file of ours."""
    if not DOCUMENT.is_file():
        pytest.skip("the source document is not part of the repository")
    words = _words(DOCUMENT)
    runs = {" ".join(words[i : i + 9]) for i in range(len(words) - 8)}
    folders = ("graph", "ontology", "shapes", "queries", "src", "docs", "tests", "bench")
    files = [p for folder in folders for p in (ROOT / folder).rglob("*") if p.is_file()]
    for path in [*files, ROOT / "README.md"]:
        if path.suffix not in {".ttl", ".md", ".rq", ".py", ".tsv", ".json", ".trig", ".txt"}:
            continue
        own = _words(path)
        found = runs & {" ".join(own[i : i + 9]) for i in range(len(own) - 8)}
        assert not found, f"{path}: {sorted(found)[:1]}"
