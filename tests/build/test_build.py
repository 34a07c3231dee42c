"""A build makes the same generation from the same files, or leaves the last one in use."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, serialize

from casegraph.build import build, open_generation, verify
from casegraph.build.clean import judge_all
from casegraph.build.index import INDEX
from casegraph.errors import CasegraphError, InputError, StoreError
from casegraph.opened import open as open_project
from casegraph.project import Project
from casegraph.scaffold import new_project

BASE = "https://example.org/id/"


def case_file(root: Path) -> Path:
    return root / "graph" / "cases" / "nwh-2019-1.ttl"


def edit(root: Path, old: str, new: str) -> None:
    path = case_file(root)
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def digest(root: Path) -> str:
    return open_generation(Project(root)).digest


def leavings(root: Path) -> list[str]:
    return sorted(path.name for path in (root / "build").glob(".new-*"))


def test_same_input_gives_same_bytes(built_folder: Path, tmp_path: Path) -> None:
    """Two projects with the same files, made apart, have the same generation to the byte."""
    other = tmp_path / "elsewhere"
    new_project(other, BASE)
    result = build(Project(other))
    assert result.folder is not None
    assert result.digest == digest(built_folder)
    for name in ("packs/000.nq", "packs.tsv", "manifest.json"):
        ours = (result.folder / name).read_bytes()
        assert ours == (built_folder / "build" / result.digest / name).read_bytes(), name


def test_digest_is_that_of_the_lines(built_folder: Path) -> None:
    """The digest can be computed from a dump by whoever has it, as the docs say."""
    generation = open_generation(Project(built_folder))
    dump = serialize(generation.quads(), format=RdfFormat.N_QUADS) or b""
    buckets: dict[int, list[bytes]] = {}
    for line in sorted(set(dump.splitlines(keepends=True))):
        named = line if line.startswith(b"<") else line[line.rindex(b"<") :]  # else by its graph
        document = named[1 : named.index(b">")].split(b"#")[0]
        number = int(hashlib.sha256(document).hexdigest()[:3], 16)
        buckets.setdefault(number, []).append(line)
    hashes = {n: hashlib.sha256(b"".join(rows)).hexdigest() for n, rows in buckets.items()}
    listed = "".join(f"{n:03x} {h}\n" for n, h in sorted(hashes.items()))
    assert generation.digest == hashlib.sha256(listed.encode()).hexdigest()


def test_nothing_changed_makes_nothing(own_folder: Path) -> None:
    """A second build keeps the generation in use and says so; a change makes another."""
    again = build(Project(own_folder))
    assert not again.fresh
    assert again.report.summary() == build(Project(own_folder)).report.summary()
    edit(own_folder, "durationMonths 24", "durationMonths 25")
    changed = build(Project(own_folder))
    assert changed.fresh
    assert changed.digest != again.digest
    assert digest(own_folder) == changed.digest


def test_changed_files_are_named(own_folder: Path) -> None:
    """A generation knows which of its inputs changed since."""
    project = Project(own_folder)
    assert open_generation(project).changed_inputs(project) == []
    edit(own_folder, "durationMonths 24", "durationMonths 25")
    assert open_generation(project).changed_inputs(project) == ["graph/cases/nwh-2019-1.ttl"]


def test_settings_are_an_input(own_folder: Path) -> None:
    """With another base the things of the files lie outside it: the last report is not given."""
    project = Project(own_folder)
    before = open_generation(project)
    (own_folder / "casegraph.toml").write_text('base = "https://example.org/other/"\n', "utf-8")
    assert before.changed_inputs(project) == ["casegraph.toml"]
    result = build(Project(own_folder))
    assert result.folder is None
    assert "iri-outside-base" in {finding.shape for finding in result.report.findings}


def test_edit_while_a_build_runs(own_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is edited after it was read is seen as changed, and read by the next build."""
    edit(own_folder, "durationMonths 24", "durationMonths 25")

    def judge_and_edit(*args: object) -> object:
        judged = judge_all(*args)  # type: ignore[arg-type]
        edit(own_folder, "durationMonths 25", "durationMonths 26")
        return judged

    with monkeypatch.context() as patch:
        patch.setattr("casegraph.build.make.judge_all", judge_and_edit)
        build(Project(own_folder))
    project = Project(own_folder)
    assert open_generation(project).changed_inputs(project) == ["graph/cases/nwh-2019-1.ttl"]
    assert build(project).fresh
    assert 26 in {row["months"] for row in open_project(own_folder).ask("sentences-by-defendant")}


def test_violation_keeps_the_old_generation(own_folder: Path) -> None:
    """Data with a Violation is reported and not put in use, unless that is asked for."""
    before = digest(own_folder)
    edit(own_folder, "    cg:sentencedPerson person:m8r3tq ;\n", "")
    result = build(Project(own_folder))
    assert result.folder is None
    assert digest(own_folder) == before
    assert build(Project(own_folder), accept_violations=True).folder is not None
    assert digest(own_folder) == result.digest != before


def test_unreadable_file_keeps_the_old_generation(own_folder: Path) -> None:
    """A file that cannot be parsed stops the build; the old generation still answers."""
    before = digest(own_folder)
    edit(own_folder, "durationMonths 24 ;", "durationMonths 24 ")
    with pytest.raises(InputError) as error:
        build(Project(own_folder))
    assert "nwh-2019-1.ttl:" in str(error.value)
    assert digest(own_folder) == before
    assert leavings(own_folder) == []
    assert len(open_project(own_folder).ask("defendants", case="nwh-2019-1")) == 2


def test_readers_keep_what_they_opened(own_folder: Path) -> None:
    """A graph that was opened answers as before while a new generation takes its place."""
    reader = open_project(own_folder)
    edit(own_folder, "durationMonths 24", "durationMonths 25")
    build(Project(own_folder))
    question = ("sentences-by-defendant", "nwh-2019-1")
    old = {row["months"] for row in reader.ask(question[0], case=question[1])}
    opened = open_project(own_folder)
    new = {row["months"] for row in opened.ask(question[0], case=question[1])}
    assert 24 in old and 24 not in new and 25 in new


def test_only_two_generations_are_kept(own_folder: Path) -> None:
    """Old generations do not pile up."""
    for months in range(25, 29):
        edit(own_folder, f"durationMonths {months - 1}", f"durationMonths {months}")
        build(Project(own_folder))
    kept = [p for p in (own_folder / "build").iterdir() if p.is_dir()]
    assert len(kept) == 2


def test_second_writer_is_refused(own_folder: Path) -> None:
    """While one process builds, another is told which process it is."""
    script = (
        "import sys, pathlib, casegraph.build as b\n"
        "with b.write_lock(pathlib.Path(sys.argv[1])):\n"
        "    print('held', flush=True); sys.stdin.read()\n"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", script, str(own_folder / "build")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(StoreError, match=f"process {holder.pid}"):
            build(Project(own_folder))
    finally:
        holder.communicate()
    assert build(Project(own_folder)).folder is not None


def test_interrupted_while_writing(own_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stopped between the rename and the pointer, the next build completes what was left."""
    before = digest(own_folder)
    edit(own_folder, "durationMonths 24", "durationMonths 25")

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("casegraph.build.make.sync", stop)
        with pytest.raises(KeyboardInterrupt):
            build(Project(own_folder))
    assert digest(own_folder) == before
    assert build(Project(own_folder)).folder is not None
    assert verify(Project(own_folder)) == []


def _damage(path: Path, how: str) -> None:
    data = bytearray(path.read_bytes())
    if how == "truncated":
        path.write_bytes(data[: len(data) // 2])
    else:
        data[len(data) // 2] ^= 0x40
        path.write_bytes(data)


@pytest.mark.parametrize("how", ["truncated", "flipped"])
def test_damage_is_detected(own_folder: Path, how: str) -> None:
    """A store file that was cut or has one flipped bit is never served without a word."""
    store = own_folder / "build" / digest(own_folder) / "store"
    largest = max(store.glob("*.sst"), key=lambda path: path.stat().st_size)
    _damage(largest, how)
    try:
        wrong = verify(Project(own_folder))
    except StoreError as error:
        wrong = [str(error)]
    assert wrong
    assert "casegraph build" in wrong[0] or largest.name in wrong[0]


def _largest(store: Path) -> Path:
    return max(store.glob("*.sst"), key=lambda path: path.stat().st_size)


@pytest.mark.parametrize("how", ["truncated", "flipped"])
@pytest.mark.parametrize(
    "part", ["packs/000.nq", "packs.tsv", "manifest.json", "store.json", "store", INDEX]
)
def test_build_mends_what_is_damaged(own_folder: Path, part: str, how: str) -> None:
    """No damaged generation is 'nothing changed': a build makes it again, and it is sound."""
    project = Project(own_folder)
    before = digest(own_folder)
    folder = open_generation(project).folder
    part = f"../{part}" if part == INDEX else part
    _damage(_largest(folder / part) if part == "store" else folder / part, how)
    result = build(project)
    assert result.digest == before
    assert result.fresh == (not part.endswith(INDEX))  # without its index a generation is sound
    assert verify(project) == []
    assert [p for p in (own_folder / "build").iterdir() if p.is_dir()] == [result.folder]
    assert not build(project).fresh


def test_missing_parts_are_told_and_mended(own_folder: Path) -> None:
    """`verify` says which file is missing, and an export writes nothing without its quads."""
    project = Project(own_folder)
    generation = open_generation(project)
    (own_folder / "build" / INDEX).unlink()
    (generation.folder / "packs" / "000.nq").unlink()
    told = verify(project)
    assert [sentence.split()[:2] for sentence in told] == [["000.nq:", "it"], ["The", "index"]]
    with pytest.raises(StoreError, match=r"000\.nq.*casegraph build"):
        generation.quads()
    assert build(project).fresh
    assert verify(project) == []


@pytest.mark.parametrize("how", ["truncated", "flipped", "bytes that are no text", "a line less"])
def test_nothing_is_exported_from_damaged_quads(own_folder: Path, how: str) -> None:
    """Quads are given out only as they were built; a file that still parses is no excuse."""
    generation = open_generation(Project(own_folder))
    path = generation.folder / "packs" / "000.nq"
    assert len(generation.quads()) == len(path.read_bytes().splitlines())
    if how == "bytes that are no text":
        path.write_bytes(path.read_bytes().replace(b"Nowhere", b"\xff\xfe", 1))
    elif how == "a line less":
        path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-1]))
    else:
        _damage(path, how)
    with pytest.raises(StoreError, match=r"000\.nq"):
        generation.quads()
    assert len(verify(Project(own_folder))) == 1


def test_every_store_file_can_be_damaged(own_folder: Path) -> None:
    """Whichever file of the store has one flipped bit, it is not opened, and the file is named."""
    for path in sorted((open_generation(Project(own_folder)).folder / "store").glob("*.sst")):
        sound = path.read_bytes()
        _damage(path, "flipped")
        with pytest.raises(StoreError, match=rf"{path.name}.*casegraph build"):
            open_project(own_folder)
        path.write_bytes(sound)
    assert len(open_project(own_folder).ask("defendants", case="nwh-2019-1")) == 2


def test_values_that_the_store_makes_one(own_folder: Path) -> None:
    """Where "01" and "1" meet in the store, its count is the manifest's, and nothing is rebuilt."""
    edit(own_folder, "durationMonths 24 ;", "durationMonths 24 , 024 ;")
    project = Project(own_folder)
    first = build(project, accept_violations=True)
    assert first.folder is not None
    assert first.manifest["quads"] == first.manifest["lines"] - 1
    (own_folder / "build" / "current").unlink()
    (own_folder / "build" / INDEX).unlink()
    assert build(project, accept_violations=True).fresh
    assert not build(project, accept_violations=True).fresh
    (own_folder / "casegraph.toml").touch()
    assert verify(project) == []


def test_stopped_while_it_replaces_the_same_graphs(
    own_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The pointer names a generation that is there at every moment, also when one is made again."""
    project = Project(own_folder)
    folder = open_generation(project).folder
    _damage(folder / "packs" / "000.nq", "flipped")
    renames = 0
    rename = Path.rename

    def stop_after(path: Path, target: Path) -> Path:
        nonlocal renames
        renames += 1
        moved = rename(path, target)
        raise KeyboardInterrupt(str(moved))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", stop_after)
        with pytest.raises(KeyboardInterrupt):
            build(project)
    assert renames == 1
    assert open_generation(project).folder == folder
    assert len(open_project(own_folder).ask("defendants", case="nwh-2019-1")) == 2
    assert build(project).folder is not None
    assert verify(project) == []


@pytest.mark.parametrize("name", ["build", "build/lock", "build/current"])
def test_things_of_the_wrong_kind(own_folder: Path, name: str) -> None:
    """A file in the place of a folder, or a folder in that of a file, is an error that names it."""
    edit(own_folder, "durationMonths 24", "durationMonths 25")
    path = own_folder / name
    if path.is_dir():
        shutil.rmtree(path)
        path.write_text("mine", "utf-8")
    else:
        path.unlink()
        (path / "mine").mkdir(parents=True)
    with pytest.raises(CasegraphError, match="build"):
        build(Project(own_folder))
    assert path.exists()


def test_lock_that_names_nobody_yet(own_folder: Path) -> None:
    """A process that took the lock and has not written its number is never called 'unknown'."""
    import fcntl

    with (own_folder / "build" / "lock").open("w") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        with pytest.raises(StoreError, match="another build is running") as error:
            build(Project(own_folder))
    assert "unknown" not in str(error.value)
    assert "process" not in error.value.what


@pytest.mark.parametrize("name", ["packs/000.nq", "packs.tsv", "manifest.json", "store.json"])
def test_edited_files_are_detected(own_folder: Path, name: str) -> None:
    """Whoever edits a file of a generation is found out by `verify`."""
    path = own_folder / "build" / digest(own_folder) / name
    _damage(path, "flipped")
    try:
        wrong = verify(Project(own_folder))
    except StoreError as error:
        wrong = [str(error)]
    assert wrong


def test_damaged_pointer(own_folder: Path) -> None:
    """A pointer that names nothing is an error that says to build; a build mends it."""
    (own_folder / "build" / "current").write_text("../../etc", "ascii")
    with pytest.raises(StoreError, match="casegraph build"):
        open_generation(Project(own_folder))
    assert build(Project(own_folder)).folder is not None
    assert verify(Project(own_folder)) == []
