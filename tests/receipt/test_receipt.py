"""A receipt lets anybody ask again, and says what is another now."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import casegraph
from casegraph.cite import cite, cite_document
from casegraph.errors import CasegraphError, InputError, UsageError
from casegraph.opened import CaseGraph
from casegraph.receipt import Compared, check_receipt, make_receipt, read_receipt, write_receipt

QUESTION = "sentences-by-defendant"


def made(example: CaseGraph, name: str = QUESTION, **values: str) -> dict[str, Any]:
    """Ask the fictional project, and make the receipt."""
    query = example.questions[name]
    found = example.ask(name, **values)
    return make_receipt(query, values, found, example.generation, example.project.prefixes)


def checked(example: CaseGraph, receipt: dict[str, Any], path: Path) -> Compared:
    """Write a receipt, read it and check it."""
    path.write_text(write_receipt(receipt), "utf-8")
    return check_receipt(read_receipt(path), example.generation, example.project, path)


def test_same_answer(example: CaseGraph, tmp_path: Path) -> None:
    """Asked again of the same data, with a parameter, the answer is the same."""
    receipt = made(example, case="nwh-2019-1")
    assert receipt["result"]["rows"] == len(example.ask(QUESTION, case="nwh-2019-1")) > 0
    assert receipt["parameters"] == {"case": "<https://example.org/id/case/nwh-2019-1>"}
    assert checked(example, receipt, tmp_path / "r.json") == Compared(True, ())
    assert write_receipt(receipt) == write_receipt(made(example, case="nwh-2019-1"))


def test_empty_answer(example: CaseGraph, tmp_path: Path) -> None:
    """An empty answer has a receipt too, and it is not the receipt of another empty answer."""
    empty = made(example, "quotations", source="elsewhere-daily")
    assert empty["result"]["rows"] == 0
    assert checked(example, empty, tmp_path / "r.json").same
    full = made(example)
    full["result"] = empty["result"]
    assert not checked(example, full, tmp_path / "r.json").same


def test_what_differs_is_said(example: CaseGraph, tmp_path: Path) -> None:
    """Another answer, other data, other wording and another version each have a sentence."""
    receipt = made(example)
    receipt["result"] |= {"sha256": "0" * 64, "rows": 1}
    receipt["dataset"]["digest"] = "f" * 64
    receipt["versions"]["pyoxigraph"] = "0.0"
    found = checked(example, receipt, tmp_path / "r.json")
    assert not found.same
    told = " / ".join(found.differences)
    for words in ("1 rows then", "the data is another: ffffffffffff", "pyoxigraph was 0.0"):
        assert words in told
    receipt = made(example)
    receipt["result"]["rows"] += 1
    assert not checked(example, receipt, tmp_path / "r.json").same
    receipt = made(example)
    receipt["question"] = "gone"
    found = checked(example, receipt, tmp_path / "r.json")
    assert found == Compared(True, ("the project has no question 'gone' now",))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"receipt": 2}, "form 2"),
        ({"query": {"text": "SELECT * {}", "sha256": "0"}}, "the query was changed"),
        ({"parameters": {"case": 7}}, "a text of the receipt is missing"),
        ({"result": []}, "no 'result'"),
        ({"parameters": {"case": "no term"}}, "no RDF term"),
        ({"parameters": {"case": "_:b"}}, "no RDF term"),
        ({"parameters": {"nope": "<http://e/x>"}}, "no parameter 'nope'"),
    ],
)
def test_bad_receipts(
    change: dict[str, Any], words: str, example: CaseGraph, tmp_path: Path
) -> None:
    """A receipt that was changed or is of another form is refused, with the reason."""
    with pytest.raises(CasegraphError, match=words):
        checked(example, made(example) | change, tmp_path / "r.json")


def test_a_receipt_may_ask_nothing_forbidden(example: CaseGraph, tmp_path: Path) -> None:
    """The query of a receipt comes from a file of anybody: SERVICE in it is refused."""
    receipt = made(example)
    text = "#+ summary: x\nSELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"
    receipt |= {"parameters": {}}
    import hashlib

    receipt["query"] = {"text": text, "sha256": hashlib.sha256(text.encode()).hexdigest()}
    with pytest.raises(UsageError, match="another host"):
        checked(example, receipt, tmp_path / "r.json")


def test_no_json(tmp_path: Path) -> None:
    """A missing file, a text and a list are no receipts."""
    path = tmp_path / "r.json"
    with pytest.raises(InputError, match="cannot be read"):
        read_receipt(path)
    for text in ("{", "[]", "\ud800".encode("utf-8", "surrogatepass").decode("latin-1")):
        path.write_text(text, "utf-8")
        with pytest.raises(InputError):
            read_receipt(path)


def test_citations(example: CaseGraph) -> None:
    """A citation names the question, its parameters and the digest; BibTeX's signs are escaped."""
    query = example.questions[QUESTION]
    where, project = example.generation, example.project
    [entry] = json.loads(cite("csl", query, {"case": "a_b"}, where, project))
    assert entry["title"] == "Which sentence did each defendant get? (case = a_b)"
    assert entry["version"] == where.digest
    state = f"version={where.digest[:12]}"
    assert entry["URL"] == f"https://example.org/question/{QUESTION}?case=a_b&{state}"
    assert not {"author", "publisher", "note", "issued"} & set(entry)  # nobody has told them
    text = cite("bibtex", query, {"case": "a_b%"}, where, project)
    assert r"(case = a\_b\%)" in text
    assert text.count("{") == text.count("}")
    text = cite("bibtex", query, {"case": "a{b\x07"}, where, project)
    assert text.count("{") == text.count("}")
    assert "\x07" not in text
    with pytest.raises(UsageError, match="no style"):
        cite("apa", query, {}, where, project)


def test_citation_of_what_is_published(own_folder: Path) -> None:
    """Title, publisher and licence of the data are told as the settings tell them, and no year."""
    with (own_folder / "casegraph.toml").open("a", encoding="utf-8") as settings:
        settings.write(
            '[dataset]\ntitle = "Cases & courts"\npublisher = "Example Institute"\n'
            'licence = "https://example.org/by_sa"\n'
        )
    graph = casegraph.open(own_folder)
    query, where, project = graph.questions[QUESTION], graph.generation, graph.project
    [entry] = json.loads(cite("csl", query, {}, where, project))
    assert entry["author"] == [{"literal": "Example Institute"}]
    assert entry["publisher"] == "Example Institute"
    assert entry["container-title"] == "Cases & courts"
    assert entry["note"] == "Licence: https://example.org/by_sa"
    text = cite("bibtex", query, {}, where, project)
    assert "  author = {{Example Institute}},\n" in text
    assert "  publisher = {Example Institute},\n" in text
    assert r"  note = {In: Cases \& courts. Licence: https://example.org/by\_sa}," in text
    assert "year" not in text
    whole = cite_document("bibtex", "About – Cases & courts", "https://x.example/", where, project)
    assert "In: " not in whole  # the title says it


def test_command(command, own_folder: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """A receipt beside the answer, a check that exits with 0, and with 1 after a change."""
    receipt = tmp_path / "r.json"
    where = ("--project", own_folder)
    done = command(*where, "ask", QUESTION, "--receipt", receipt)
    assert done.returncode == 0
    assert "Ada Example" in done.stdout
    assert command(*where, "receipt", "check", receipt).returncode == 0
    document = json.loads(receipt.read_text("utf-8"))
    document["result"]["sha256"] = "0" * 64
    receipt.write_text(json.dumps(document), "utf-8")
    done = command(*where, "receipt", "check", receipt, "--json")
    assert done.returncode == 1
    assert json.loads(done.stdout)["same"] is False
    assert command(*where, "receipt", "check", tmp_path / "none.json").returncode == 2
    done = command(*where, "ask", QUESTION, "--cite", "bibtex")
    assert done.stdout.startswith("@misc{casegraph-sentences-by-defendant-")
