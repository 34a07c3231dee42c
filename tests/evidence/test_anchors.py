"""Anchors are compared with the document that the user has: matched, moved or broken."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, parse

from casegraph.dataset import Dataset
from casegraph.errors import InputError, UsageError
from casegraph.evidence import (
    Anchor,
    anchors,
    check_anchor,
    check_document,
    locate,
    read_document,
    sha256,
)
from casegraph.scaffold import passage
from casegraph.terms import Prefixes

SOURCE = "https://example.org/id/source/notice-7-20-3"


@pytest.fixture
def document(repository: Path, tmp_path: Path) -> Path:
    """A copy of the fictional document that a test may change."""
    folder = repository / "src" / "casegraph" / "example" / "documents"
    return Path(shutil.copy(folder / "notice-7-20-3.txt", tmp_path / "notice.txt"))


def _check(dataset: Dataset, document: Path, source: str | None = None):  # type: ignore[no-untyped-def]
    return check_document(dataset.engine, dataset.project, document, source)


def test_untouched_document(example_dataset: Dataset, document: Path) -> None:
    """Every anchor of the fictional project stands in its document, which is found by itself."""
    found = _check(example_dataset, document)
    assert (found.source, found.identical) == (SOURCE, True)
    assert (
        found.count("matched")
        == len(found.anchors)
        == len(anchors(example_dataset.engine)[SOURCE][1])
    )
    assert len(found.anchors) > 30
    for name in ("notice-7-20-3", "source:notice-7-20-3", SOURCE):
        assert _check(example_dataset, document, name) == found


def test_shifted_document(example_dataset: Dataset, document: Path) -> None:
    """In a document with words before, every span moved, by just these words."""
    text = read_document(document)
    added = "A line — with é and 𝒜.\r\n"
    document.write_bytes((added + text).encode("utf-8"))
    found = _check(example_dataset, document)
    assert (found.source, found.identical) == (SOURCE, False)
    whole = added + text
    for checked in found.anchors:
        assert checked.status == "moved"
        assert checked.start == checked.anchor.start + len(added)
        assert checked.end == checked.anchor.end + len(added)
        assert sha256(whole[checked.start : checked.end]) == checked.anchor.sha256


def test_edited_document(example_dataset: Dataset, document: Path) -> None:
    """One changed letter breaks the spans that hold it, and no other."""
    text = read_document(document)
    place = text.index("Cleo")
    document.write_bytes(f"{text[:place]}K{text[place + 1 :]}".encode())
    for checked in _check(example_dataset, document).anchors:
        inside = checked.anchor.start <= place < checked.anchor.end
        assert checked.status == ("broken" if inside else "matched")
        assert (checked.start, checked.end) == (None, None)


def test_cut_document(example_dataset: Dataset, document: Path) -> None:
    """In a document that was cut short, the spans after the cut are broken."""
    document.write_bytes(read_document(document)[:300].encode("utf-8"))
    for checked in _check(example_dataset, document).anchors:
        assert checked.status == ("matched" if checked.anchor.end <= 300 else "broken")


def test_wrong_source(example_dataset: Dataset, document: Path, tmp_path: Path) -> None:
    """A source that is unknown, and a document of no source, are usage errors."""
    with pytest.raises(UsageError, match="Did you mean notice-7-20-3"):
        _check(example_dataset, document, "notice-7-20-4")
    with pytest.raises(UsageError, match="no anchored source"):
        _check(example_dataset, document, "elsewhere-daily")
    other = tmp_path / "other.txt"
    other.write_text("Quite another text.", "utf-8")
    with pytest.raises(UsageError, match="has a passage in this document"):
        _check(example_dataset, other)
    assert _check(example_dataset, other, "notice-7-20-3").count("broken") > 30


def test_unreadable_document(example_dataset: Dataset, tmp_path: Path) -> None:
    """A document that is missing or not UTF-8 is an InputError with the place of the first byte."""
    with pytest.raises(InputError, match="cannot be read"):
        _check(example_dataset, tmp_path / "none.txt")
    path = tmp_path / "latin.txt"
    path.write_bytes(b"one\ncaf\xe9\n")
    with pytest.raises(InputError, match="UTF-8") as caught:
        _check(example_dataset, path)
    assert (caught.value.line, caught.value.column) == (2, 4)


def test_shared_sources(real_dataset: Dataset, repository: Path) -> None:
    """All anchors of the real graph stand in the documents beside the repository."""
    folder = repository.parent / "shared" / "sources"
    documents = sorted(folder.glob("*.txt"))
    if not documents:
        pytest.skip("the documents lie in ../shared/sources, which is not there")
    for path in documents:
        found = _check(real_dataset, path)
        assert found.identical
        assert found.count("matched") == len(found.anchors) > 0


def test_every_real_anchor_is_sound(real_dataset: Dataset) -> None:
    """Each anchored passage has a span and a hash of the right form, and is named by its span."""
    for spots in (spots for _, spots in anchors(real_dataset.engine).values()):
        for anchor in spots:
            assert 0 <= anchor.start < anchor.end
            assert anchor.passage == f"{anchor.source}#c{anchor.start}-{anchor.end}"
            assert len(anchor.sha256) == 64


texts = st.text(st.characters(codec="utf-8"), min_size=1, max_size=60)


@given(texts, texts, st.data())
def test_moved_spans_are_found(text: str, before: str, data: st.DataObject) -> None:
    """Wherever the words went, the place that is named holds just the words that were anchored."""
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    anchor = Anchor("p", "s", start, end, sha256(text[start:end]))
    assert check_anchor(text, anchor).status == "matched"
    found = check_anchor(before + text, anchor)
    assert found.status in ("matched", "moved")
    if found.start is not None:
        assert (before + text)[found.start : found.end] == text[start:end]


TEXT = "One  two\n\tthree. One two four.\nOne\u00a0two five. (a+b)* end"


@pytest.mark.parametrize(
    ("quote", "span"),
    [
        ("two three", (5, 15)),
        ("two\nthree.", (5, 16)),
        ("One two four", (17, 29)),
        ("One two five", (31, 43)),
        ("(a+b)*", (45, 51)),
        ("end", (52, 55)),
    ],
)
def test_locate(quote: str, span: tuple[int, int]) -> None:
    """A quote is found across line breaks and odd spaces, and its signs mean themselves."""
    assert locate(TEXT, quote) == span


@pytest.mark.parametrize(
    ("quote", "words"),
    [("six", "0 times"), ("One two", "3 times"), ("", "empty"), (" \n", "empty")],
)
def test_locate_refuses(quote: str, words: str) -> None:
    """A quote that stands nowhere, several times, or is empty is refused."""
    with pytest.raises(UsageError, match=words):
        locate(TEXT, quote)


def test_passage_is_an_anchor(document: Path) -> None:
    """The passage of a quote anchors exactly its words, and does not hold them."""
    prefixes = Prefixes("https://example.org/id/")
    written = passage(document, "Chairwoman Cleo  Instance", "notice-7-20-3", prefixes)
    assert "Cleo" not in written
    values = {
        q.predicate.value.rpartition("#")[2]: q.object for q in parse(written, RdfFormat.TURTLE)
    }
    start, end = int(values["start"].value), int(values["end"].value)  # type: ignore[union-attr]
    span = read_document(document)[start:end]
    assert span == "Chairwoman Cleo Instance"
    assert values["sha256"].value == sha256(span)  # type: ignore[union-attr]
    assert f"c{start}-{end}" in written
    for source in ("a b", "a<b", ""):
        with pytest.raises(UsageError):
            passage(document, "Chairwoman", source, prefixes)
