"""A build after a change is a build from nothing: same digest, same report, same manifest."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from random_edits import Files, edit, read, write

from casegraph.build import BuildResult, build, open_generation, validate_changes, verify
from casegraph.build.index import INDEX
from casegraph.corpus import generate
from casegraph.errors import InputError
from casegraph.project import Project
from casegraph.survey import parts, run

EXAMPLES = int(os.environ.get("CASEGRAPH_EXAMPLES", "6"))
CASE = "cases/xba-1991-1.nt"


@pytest.fixture(autouse=True)
def one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Judge even a small project in parts, of one unit each."""
    monkeypatch.setattr(parts, "PART_BYTES", 1)
    monkeypatch.setattr(run, "PART_BYTES", 1)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Seven fictional cases with what they share, built."""
    folder = tmp_path / "corpus"
    generate(folder, 7, seed=3)
    _build(folder)
    return folder


def _build(folder: Path) -> BuildResult:
    return build(Project(folder), accept_violations=True)


def _from_nothing(folder: Path, aside: Path) -> BuildResult:
    """Build the same files at another place."""
    shutil.rmtree(aside, ignore_errors=True)
    shutil.copytree(folder, aside, ignore=shutil.ignore_patterns("build"))
    return _build(aside)


def _change(folder: Path, make: Callable[[Files], None]) -> None:
    files = read(folder)
    make(files)
    write(folder, files)


def _other_duration(files: Files) -> None:
    [line] = [line for line in files[CASE] if "#d2-sentence-1> " in line and "durationM" in line]
    files[CASE][files[CASE].index(line)] = line.replace('"', '"1', 1)


def _same(ours: BuildResult, other: BuildResult) -> None:
    assert ours.digest == other.digest
    assert set(ours.report.findings) ^ set(other.report.findings) == set()
    assert ours.report == other.report
    assert ours.manifest == other.manifest


@settings(
    max_examples=EXAMPLES,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # to shrink would take minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    deadline=None,
)
@given(st.lists(st.integers(min_value=0), min_size=1, max_size=3))
def test_random_edits(corpus: Path, tmp_path: Path, seeds: list[int]) -> None:
    """After each of some edits, one build after the other, nothing differs from a clean build."""
    sound = read(corpus)
    edited = sound
    try:
        for seed in seeds:
            edited = edit(edited, seed)
            write(corpus, edited)
            report = validate_changes(Project(corpus))
            result = _build(corpus)
            _same(result, _from_nothing(corpus, tmp_path / "aside"))
            assert report == result.report
            assert verify(Project(corpus)) == []
    finally:
        write(corpus, sound)
        _build(corpus)


def test_one_case_is_judged_alone(corpus: Path, tmp_path: Path) -> None:
    """A sentence that changed makes its case be judged, and no other; so does its removal."""
    before = open_generation(Project(corpus)).packs()
    _change(corpus, _other_duration)
    result = _build(corpus)
    assert result.fresh
    assert result.judged == 1
    _same(result, _from_nothing(corpus, tmp_path / "aside"))
    assert result.folder is not None
    linked = [path for path in (result.folder / "store").glob("*.sst") if path.stat().st_nlink > 1]
    assert linked  # the store is that of the last generation, and what changed
    _change(corpus, lambda files: files.pop(CASE))
    gone = _build(corpus)
    assert gone.judged is not None
    _same(gone, _from_nothing(corpus, tmp_path / "aside"))
    assert gone.manifest["lines"] < before.total


def test_what_refers_to_a_court_is_judged_with_it(corpus: Path) -> None:
    """A court's new level concerns the cases that it heard; a note on it is one case's alone."""
    courts = "courts.nt"

    def lower(files: Files) -> None:
        [*found] = [line for line in files[courts] if "superiorCourt" in line]
        files[courts].remove(found[0])

    _change(corpus, lower)
    judged = _build(corpus).judged
    assert judged is not None
    assert judged > 1


def test_files_that_only_look_newer(corpus: Path) -> None:
    """A file that was touched, or copied over itself, is not judged, and no generation is made."""
    path = corpus / "graph" / CASE
    os.utime(path, ns=(1, 1))
    before = open_generation(Project(corpus)).folder
    result = _build(corpus)
    assert not result.fresh
    assert result.folder == before
    assert open_generation(Project(corpus)).changed_inputs(Project(corpus)) == []


def test_only_the_files_that_are_named(corpus: Path) -> None:
    """With `among`, no other file is looked at; the next build without it sees them all."""
    _change(corpus, _other_duration)
    _change(corpus, lambda files: files.pop("cases/xca-1992-2.nt"))
    project = Project(corpus)
    some = build(project, accept_violations=True, among=[corpus / "graph" / CASE])
    assert some.judged == 1
    assert some.manifest["inputs"]["files"] == _build(corpus).manifest["inputs"]["files"] + 1


def test_words_that_changed_make_everything_new(corpus: Path) -> None:
    """Other settings or shapes may concern every file: all are judged."""
    shapes = corpus / "shapes"
    shapes.mkdir()
    (shapes / "own.ttl").write_text("# nothing yet\n", "utf-8")
    _change(corpus, _other_duration)
    assert _build(corpus).judged is None


def test_a_file_that_cannot_be_read(corpus: Path) -> None:
    """A broken file stops the build with file and line; mended, the change alone is judged."""
    before = open_generation(Project(corpus)).digest
    path = corpus / "graph" / CASE
    text = path.read_text("utf-8")
    path.write_text(f"{text}<https://example.org/id/x> .\n", "utf-8")
    with pytest.raises(InputError) as caught:
        _build(corpus)
    assert caught.value.line == len(text.splitlines()) + 1
    assert open_generation(Project(corpus)).digest == before
    path.write_text(text, "utf-8")
    _change(corpus, _other_duration)
    assert _build(corpus).judged == 1


@pytest.mark.parametrize("how", ["gone", "cut", "of another generation"])
def test_without_its_index(corpus: Path, tmp_path: Path, how: str) -> None:
    """Whatever happened to the index, the build is right; it only takes longer."""
    index = corpus / "build" / INDEX
    old = index.read_bytes()
    _change(corpus, _other_duration)
    if how == "gone":
        index.unlink()
    elif how == "cut":
        index.write_bytes(old[: len(old) // 2])
    else:
        _build(corpus)
        index.write_bytes(old)
        _change(corpus, lambda files: files.pop("cases/xca-1992-2.nt"))
    _same(_build(corpus), _from_nothing(corpus, tmp_path / "aside"))
    assert verify(Project(corpus)) == []


def _packs(folder: Path) -> list[Path]:
    """List the packs of the generation in use, and hold that there are several."""
    found = sorted((open_generation(Project(folder)).folder / "packs").iterdir())
    assert len(found) > 4
    return found


def _flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.unlink()  # an older generation may link it
    path.write_bytes(data)


@pytest.mark.parametrize("hashed", [True, False])
def test_a_damaged_pack_is_not_inherited(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hashed: bool
) -> None:
    """A build makes a damaged generation anew, whether something changed or not. Where the packs
    are too large to be hashed by each build, it sees other sizes; `verify` sees everything.
    """
    project = Project(corpus)
    monkeypatch.setattr("casegraph.build.packs._LINES", 500)
    shutil.rmtree(corpus / "build")
    _build(corpus)
    if not hashed:
        monkeypatch.setattr("casegraph.build.make.HASHED_AT_OPEN", 0)
    for pack in _packs(corpus):
        _flip(pack)
    assert verify(project)
    again = _build(corpus)
    assert (again.fresh, verify(project)) == (True, [])

    for damage in (_flip, Path.unlink, lambda path: path.write_bytes(path.read_bytes()[:-9])):
        inherited = [pack for pack in _packs(corpus) if b"/xba-1991-1" not in pack.read_bytes()]
        damage(inherited[0])
        _change(corpus, _other_duration)
        seen = hashed or damage is not _flip
        _same(build(project, accept_violations=True), _from_nothing(corpus, tmp_path / "aside"))
        assert bool(verify(project)) != seen
        if not seen:
            assert build(project, again=True, accept_violations=True).fresh
            assert verify(project) == []
