"""The commands on networks end with the right codes, and write what they say they write."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

import casegraph.cli
from casegraph.network import FORMATS


@dataclass(frozen=True)
class Done:
    """What a command left behind."""

    returncode: int
    stdout: str
    stderr: str


Run = Callable[..., Done]


@pytest.fixture
def here(
    built_folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> Run:
    """Run a command on the fictional project, in this process and in an empty folder."""

    def run(*args: str | Path) -> Done:
        words = ["casegraph", "-C", str(built_folder), *map(str, args)]
        with monkeypatch.context() as patch:
            patch.setattr(sys, "argv", words)
            patch.chdir(tmp_path)
            try:
                casegraph.cli.main()
                code = 0
            except SystemExit as end:
                code = end.code if isinstance(end.code, int) else int(end.code is not None)
        out, err = capfdbinary.readouterr()
        return Done(code, out.decode("utf-8", "replace"), err.decode("utf-8"))

    return run


def test_list(here: Run) -> None:
    """All recipes are listed, for people and as JSON."""
    assert "co-defendants" in here("network", "list").stdout
    names = [entry["name"] for entry in json.loads(here("network", "list", "--json").stdout)]
    assert {"ego", "claims", "designations"} <= set(names)


@pytest.mark.parametrize("name", FORMATS)
def test_export(name: str, here: Run, tmp_path: Path) -> None:
    """Each format writes its files and a datasheet, and says so."""
    out = tmp_path / f"net{next(iter(FORMATS[name].files))}"
    done = here(
        "network", "export", "co-defendants", "--case", "nwh-2019-1", "-f", name, "-o", out
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    endings = [*FORMATS[name].files, *FORMATS[name].beside, ".datasheet.md"]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(f"net{e}" for e in endings)
    assert "2 nodes, 1 edges" in done.stderr


def test_export_shaped(here: Run, tmp_path: Path) -> None:
    """A projection with a measure, a span of days and a policy is in the file and the datasheet."""
    done = here(
        "network", "export", "persons-institutions", "--onto", "person", "--dates", "latest",
        "--from", "2015-01-01", "--undated", "-m", "degree", "-o", tmp_path / "net.json",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    data = json.loads((tmp_path / "net.json").read_text("utf-8"))
    assert all("degree" in node for node in data["nodes"])
    sheet = data["graph"]["datasheet"]
    assert sheet["dates"]["policy"] == "latest"
    assert sheet["steps"][-1] == "measured: degree"
    assert "projected onto person" in sheet["steps"][1]


def test_run_and_measure(here: Run) -> None:
    """Edges, nodes and measures are tables in every format of questions."""
    edges = here("network", "run", "co-defendants", "--case", "nwh-2019-1")
    assert "Ada Example" in edges.stdout
    assert "(1 row)" in edges.stdout
    nodes = here("network", "run", "co-defendants", "--part", "nodes", "--format", "csv")
    assert nodes.stdout.splitlines()[0] == "node,kind"
    found = here("network", "measure", "persons-institutions", "-m", "all", "--format", "json")
    assert found.returncode == 0, found.stderr
    assert "two-mode-degree" in json.loads(found.stdout)["head"]["vars"]
    bridge = here("network", "measure", "courts-cases", "-m", "bridge", "--format", "csv")
    assert "bridge" in bridge.stdout.splitlines()[0]
    top = here(
        "network", "measure", "ego", "--node", "case/nwh-2019-1", "--top", "2", "--depth", "2"
    )
    assert "(2 rows)" in top.stdout


def test_pictures(here: Run, tmp_path: Path) -> None:
    """A network and a timeline are drawn into the file that is named."""
    done = here("network", "draw", "claims", "-o", tmp_path / "claims.svg")
    assert done.returncode == 0, done.stderr
    done = here("timeline", "nwh-2019-1", "-o", tmp_path / "time.png")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "time.png").read_bytes().startswith(b"\x89PNG")
    assert (tmp_path / "claims.svg").read_bytes().startswith(b"<?xml")


def test_a_page_without_scripts_says_how_to_have_them(
    here: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The command names what makes the scripts of a page that has none, and then only."""
    for absent, name, told in (
        (["sigma.js"], "x.html", True), ([], "x.html", False), (["sigma.js"], "x.svg", False),
    ):  # fmt: skip
        monkeypatch.setattr("casegraph.cli.network.missing", lambda *_, gone=absent: gone)
        done = here("network", "draw", "claims", "-o", tmp_path / name)
        assert done.returncode == 0, done.stderr
        assert ("'make assets'" in done.stderr) == told


def test_an_ending_may_be_in_capitals(here: Run, tmp_path: Path) -> None:
    """The ending of a file's name means the same in any case, and is not written twice."""
    done = here("network", "export", "claims", "-o", tmp_path / "pp.GEXF")
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["pp.datasheet.md", "pp.gexf"]


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("export",), "no recipe is named"),
        (("export", "claimz"), "Did you mean claims"),
        (("export", "claims", "-f", "gexff"), "Did you mean gexf"),
        (("export", "claims", "-o", "x.exe"), "names no format"),
        (("export", "claims", "-f", "csv"), "is two files"),
        (("export", "claims", "--case", "nwh"), "knows no case"),
        (("export", "claims", "--dates", "soon"), "no policy for dates"),
        (("export", "claims", "--from", "soon"), "is no day"),
        (("export", "claims", "--snapshot", "2020"), "have no dates"),
        (("export", "claims", "--onto", "person"), "has one mode"),
        (("export", "claims", "--kind", "nonsense"), "no kind"),
        (("export", "claims", "--component", "nobody"), "no node is"),
        (("measure", "claims", "-m", "degre"), "Did you mean degree"),
        (("measure", "claims", "-m", ","), "no measure is named"),
        (("run", "claims", "--part", "all"), "has no 'all'"),
        (("draw", "claims"), "Add -o"),
        (("draw", "claims", "-o", "x.gif"), "no picture is called"),
        (("run", "ego"), "Give --node"),
        (("run", "claims", "-f", "gexf"), "network export RECIPE -f gexf"),
        (("run", "claims", "--depth", "2"), "has no depth"),
        (("run", "co-defendants", "--snapshot", "2020", "--from", "2020-01-01"), "a span already"),
        (("run", "co-defendants", "--snapshot", "0"), "is no year"),
        (("run", "co-defendants", "--snapshot", "2019a"), "the network of one year"),
    ],
)
def test_wrong_usage(args: tuple[str, ...], words: str, here: Run, tmp_path: Path) -> None:
    """What cannot be is said in a sentence, with the exit code of wrong usage."""
    done = here("network", *args)
    assert done.returncode == 2, done.stderr
    assert words in done.stderr
    assert not list(tmp_path.iterdir())


def test_help(here: Run) -> None:
    """The help of a command lists its options, and of a recipe its parameters."""
    assert "--weighting" in here("network", "export", "--help").stdout
    assert "--account" in here("network", "export", "claims", "--help").stdout
