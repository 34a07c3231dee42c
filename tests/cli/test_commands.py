"""Every command says how it is used, ends with the right code, and keeps its two streams apart."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest
import typer

from casegraph.cli import load_app
from casegraph.cli.app import at_most

BASE = "https://example.org/id/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
Run = Callable[..., subprocess.CompletedProcess[str]]
COMMANDS = sorted(typer.main.get_command(load_app()).commands)  # type: ignore[attr-defined]
GROUPS = {
    name: sorted(command.commands)
    for name, command in typer.main.get_command(load_app()).commands.items()  # type: ignore[attr-defined]
    if hasattr(command, "commands")
}


@pytest.mark.parametrize("name", [*COMMANDS, *(f"{g} {c}" for g in GROUPS for c in GROUPS[g])])
def test_help_has_an_example(command: Run, name: str) -> None:
    """`--help` of each command ends with code 0 and shows how it is used."""
    done = command(*name.split(), "--help")
    assert done.returncode == 0, done.stderr
    assert "Usage" in done.stdout
    example = rf"Example: casegraph (--project \S+ )?{name}\b"
    assert name in GROUPS or re.search(example, " ".join(done.stdout.split()))


def test_clean_run(command: Run, built_folder: Path) -> None:
    """Validate, verify, fmt, evidence: code 0 on the fictional project."""
    document = built_folder / "documents" / "notice-7-20-3.txt"
    for args in (["validate"], ["verify"], ["fmt", "--check", built_folder / "graph"]):
        done = command("-C", built_folder, *args)
        assert done.returncode == 0, (args, done.stdout, done.stderr)
    done = command("-C", built_folder, "evidence", document, "--json")
    assert done.returncode == 0
    assert {a["status"] for a in json.loads(done.stdout)[0]["anchors"]} == {"matched"}


def test_a_folder_is_all_of_its_rdf_files(command: Run, own_folder: Path) -> None:
    """What is wrong in a file of any format is reported of its folder; an empty one is refused."""
    (own_folder / "graph" / "cases" / "nwh-2030-1.nt").write_text(
        f"<{BASE}case/nwh-2030-1> <{RDF}type> <https://w3id.org/casegraph/ns#LegalCase> .\n"
    )
    done = command("-C", own_folder, "validate", own_folder / "graph")
    assert done.returncode == 1
    assert "graph/cases/nwh-2030-1.nt" in done.stdout
    for args in (["validate"], ["fmt", "--check"]):
        done = command("-C", own_folder, *args, own_folder / "documents")
        assert done.returncode == 2
        assert "no file to look at" in done.stderr


def test_a_folder_without_what_was_built_and_what_is_hidden(
    command: Run, own_folder: Path, tmp_path: Path
) -> None:
    """`validate .` and `fmt .` look at what people wrote, and at a file of any name beside it."""
    (own_folder / ".venv").mkdir()
    (own_folder / ".venv" / "broken.ttl").write_text("<", "utf-8")
    assert (own_folder / "build").is_dir()
    for args in (["validate", "--again"], ["fmt", "--check"]):
        done = command("-C", own_folder, *args, own_folder)
        assert done.returncode == 0, done.stdout + done.stderr
    beside = tmp_path / "a file with spaces, ї.ttl"
    beside.write_text(f"<{BASE}case/nwh-2030-1> a <https://w3id.org/casegraph/ns#LegalCase> .\n")
    done = command("-C", own_folder, "validate", beside)
    assert done.returncode == 1
    assert beside.name in done.stdout


def test_a_shell_completes_names(built_folder: Path) -> None:
    """Questions and formats are completed in the folder of a project, and nothing outside one."""

    def completed(words: str, folder: Path) -> list[str]:
        count = str(len(words.split(" ")) - 1)
        more = {"COMP_WORDS": words, "COMP_CWORD": count, "_CASEGRAPH_COMPLETE": "complete_bash"}
        line = [
            sys.executable,
            "-c",
            "from casegraph.cli import load_app; load_app()(prog_name='casegraph')",
        ]
        done = subprocess.run(
            line, cwd=folder, env=os.environ | more, capture_output=True, text=True, check=True
        )
        return done.stdout.split()

    wanted = ["sentence-totals", "sentences-by-defendant"]
    assert completed("casegraph ask sent", built_folder) == wanted
    assert completed("casegraph ask sent", built_folder.parent) == []
    assert completed("casegraph ask defendants --format t", built_folder) == ["table", "tsv", "ttl"]


def test_findings_are_code_1(command: Run, own_folder: Path) -> None:
    """A Violation, an unformatted file and a moved anchor end their commands with 1."""
    case = own_folder / "graph" / "cases" / "nwh-2019-1.ttl"
    good = case.read_text("utf-8")
    case.write_text(good.replace("    cg:finding finding:convicted ;\n", "", 1), "utf-8")
    done = command("-C", own_folder, "validate", "--format", "json")
    assert done.returncode == 1
    finding = next(f for f in json.loads(done.stdout)["findings"] if f["severity"] == "Violation")
    assert finding["file"] == "graph/cases/nwh-2019-1.ttl"
    line = case.read_text("utf-8").splitlines()[finding["line"] - 1]
    assert line.startswith("nwh-2019-1:d1-verdict")
    done = command("-C", own_folder, "build")
    assert done.returncode == 1
    assert done.stdout.startswith("findings: ")  # of what was not stored nothing is counted
    assert "quads" not in done.stdout
    assert "Violation: " in done.stdout
    case.write_text(good.replace("finding:convicted ;", "finding:convictet ;", 1), "utf-8")
    done = command("-C", own_folder, "build")
    assert "Did you mean finding:convicted?" in done.stdout
    told = json.loads(command("-C", own_folder, "build", "--json").stdout)
    assert (told["quads"], told["in use"]) == (None, False)
    assert command("-C", own_folder, "ask", "defendants").returncode == 0
    case.write_text(good.replace("    a cg:Charge ;", "  a   cg:Charge ;", 1), "utf-8")
    assert command("-C", own_folder, "fmt", "--check").returncode == 1
    assert command("-C", own_folder, "fmt").returncode == 0
    assert case.read_text("utf-8") == good
    document = own_folder / "documents" / "notice-7-20-3.txt"
    document.write_text("A line before.\n" + document.read_text("utf-8"), "utf-8")
    done = command("-C", own_folder, "evidence", document)
    assert done.returncode == 1
    assert "moved: c355-415 now stands at 370-430" in done.stdout


def test_impossible_date_is_a_finding(command: Run, own_folder: Path) -> None:
    """30 February is no error of reading but a finding, code 1, with file and line."""
    case = own_folder / "graph" / "cases" / "nwh-2019-1.ttl"
    text = case.read_text("utf-8")
    case.write_text(text.replace('"2020-02-14"^^', '"2020-02-30"^^'), "utf-8")
    done = command("-C", own_folder, "validate")
    assert done.returncode == 1
    assert "date-judgment" in done.stdout
    assert "2020-02-30" in done.stdout


@pytest.mark.parametrize(
    ("args", "word"),
    [
        (["ask", "defendant"], "defendants"),
        (["ask", "defendants", "--cas", "x"], "case"),
        (["ask", "defendants", "--case", "nwh-2019-2"], "nwh-2019-1"),
        (["ask", "defendants", "--format", "jsn"], "json"),
        (["ask", "defendants", "--case"], "value"),
        (["why", "nwh-2019-1:d1-sentense"], "nwh-2019-1:d1-sentence"),
        (["network", "export", "co-defendant"], "co-defendants"),
        (["export", "--format", "turtl"], "turtle"),
        (["mint", "court"], "person"),
        (["find", "Ada", "--kind", "person"], "Person"),
        (["nothing"], "nothing"),
    ],
)
def test_usage_is_code_2(command: Run, built_folder: Path, args: list[str], word: str) -> None:
    """A wrong name or value ends with 2, names the nearest on stderr, and writes nothing out."""
    done = command("-C", built_folder, *args)
    assert done.returncode == 2, done.stderr
    assert done.stdout == ""
    assert word in done.stderr
    assert "Traceback" not in done.stderr


def test_no_project_is_code_2(command: Run, tmp_path: Path) -> None:
    """Outside a project every command says how to get one."""
    done = command("-C", tmp_path, "ask")
    assert done.returncode == 2
    assert "casegraph new" in done.stderr


def test_nothing_built_is_code_3(command: Run, tmp_path: Path) -> None:
    """Asking before the first build says to build."""
    assert command("new", tmp_path / "p").returncode == 0
    done = command("-C", tmp_path / "p", "ask", "defendants")
    assert done.returncode == 3
    assert "casegraph build" in done.stderr


def test_sparql_from_standard_input(command: Run, built_folder: Path) -> None:
    """`ask -` answers a query of one's own, and refuses one that reaches for another host."""
    query = "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s a <https://w3id.org/casegraph/ns#Person> }"
    done = command("-C", built_folder, "ask", "-", "--format", "csv", stdin=query)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["n", "11"]
    done = command("-C", built_folder, "ask", "-", stdin="SELECT * { SERVICE <http://x/> {} }")
    assert done.returncode == 2
    assert "SERVICE" in done.stderr
    assert "is empty" in command("-C", built_folder, "ask", "-", stdin="\n").stderr
    done = command("-C", built_folder, "ask", "-", stdin="SELEC * {}")
    assert done.returncode == 2
    assert "not valid SPARQL" in done.stderr
    assert "Example" in command("-C", built_folder, "ask", "-", "--help").stdout


@pytest.mark.parametrize(
    ("text", "update"),
    [
        ("INSERT DATA { <http://e/a> <http://e/b> 1 }", True),
        ("BASE <http://e/> PREFIX x: <http://e/> # a note\n delete where { ?s ?p ?o }", True),
        ("WITH <http://e/g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", True),
        ("CLEAR ALL", True),
        ("PREFIX insert: <http://e/> SELEC * {}", False),
        ("SELECT ?insert { ?insert insert ?o }", False),
    ],
)
def test_updates_are_refused(command: Run, built_folder: Path, text: str, update: bool) -> None:
    """Who sends an update is told that there are none here; a word that looks so is no update."""
    done = command("-C", built_folder, "ask", "-", stdin=text)
    assert done.returncode == 2
    assert ("this is an update" in done.stderr) is update


def test_an_answer_can_be_waited_for_so_long(command: Run, built_folder: Path) -> None:
    """`--timeout` ends a query that the store goes on with, and is no matter to a quick one."""
    long = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    slow = 'SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(CONCAT(STR(?a), STR(?d)) = "x") }'
    for query in (long, slow):
        done = command("-C", built_folder, "ask", "-", "--timeout", "0.2", stdin=query)
        assert (done.returncode, done.stdout) == (3, "")
        assert "within 0.2 seconds" in done.stderr
    done = command("-C", built_folder, "ask", "defendants", "--timeout", "60")
    assert done.returncode == 0
    assert "Ada Example" in done.stdout


def test_a_long_wait_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without `--timeout` a note says how to end what still runs; an answer in time brings none."""
    with at_most(None):
        pass
    monkeypatch.setattr("casegraph.cli.app.PATIENCE", 0.01)
    with at_most(None):
        for _ in range(1000):
            if told := capsys.readouterr().err:
                break
            Event().wait(0.01)
    assert "still running after 0.01 seconds; Ctrl-C ends it" in told
    assert "--timeout" in told
    with at_most(60):
        Event().wait(0.05)
    assert capsys.readouterr().err == ""


def test_the_ending_names_the_format(command: Run, built_folder: Path, tmp_path: Path) -> None:
    """`ask -o x.csv` writes CSV; an ending that names no format is refused, and no file written."""
    where = ("-C", built_folder, "ask", "defendants")
    done = command(*where, "-o", tmp_path / "x.foo")
    assert done.returncode == 2
    assert "x.foo names no format" in done.stderr
    assert list(tmp_path.iterdir()) == []
    assert command(*where, "-o", tmp_path / "x.csv").returncode == 0
    assert (tmp_path / "x.csv").read_text("utf-8") == command(*where, "--format", "csv").stdout
    for name in ("x.txt", "x"):
        assert command(*where, "-o", tmp_path / name).returncode == 0
        assert (tmp_path / name).read_text("utf-8") == command(*where).stdout
    assert command(*where, "--format", "json", "-o", tmp_path / "y.foo").returncode == 0
    assert json.loads((tmp_path / "y.foo").read_text("utf-8"))["head"]
    assert command(*where, "--cite", "bibtex", "-o", tmp_path / "y.bib").returncode == 0


def test_hostile_values_are_data(command: Run, built_folder: Path) -> None:
    """A value that would end a query is refused or matched as data, never run."""
    for value in ("x> } UNION { ?s ?p ?o", '" } UNION {', "a\nb"):
        done = command("-C", built_folder, "ask", "defendants", "--case", value)
        assert done.returncode == 2, done.stdout


def test_output_goes_to_a_file_whole(command: Run, built_folder: Path, tmp_path: Path) -> None:
    """`-o` writes the same bytes as standard output, or an error and no file."""
    args = ["-C", built_folder, "ask", "defendants", "--format", "json"]
    out = tmp_path / "answer.json"
    assert command(*args, "-o", out).returncode == 0
    assert out.read_text("utf-8") == command(*args).stdout
    done = command(*args, "-o", tmp_path / "missing" / "answer.json")
    assert done.returncode == 2
    assert sorted(p.name for p in tmp_path.iterdir()) == ["answer.json"]


def test_same_bytes_whatever_the_environment(command: Run, built_folder: Path) -> None:
    """Hash seed, locale and time zone change no byte of an answer, an export or a network."""
    for args in (
        ["ask", "statements-by-body", "--format", "csv"],
        ["export", "--format", "jsonld"],
        ["export", "--format", "rdfxml"],
        ["network", "export", "co-defendants"],
    ):
        one = command("-C", built_folder, *args, PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C")
        two = command("-C", built_folder, *args, PYTHONHASHSEED="7", TZ="Asia/Tokyo")
        assert one.returncode == two.returncode == 0, one.stderr
        assert one.stdout == two.stdout, args


def test_files_changed_since_the_build_are_told(command: Run, own_folder: Path) -> None:
    """An answer from an old generation says on stderr that files changed."""
    case = own_folder / "graph" / "cases" / "nwh-2019-1.ttl"
    case.write_text(case.read_text("utf-8").replace("Months 24", "Months 25"), "utf-8")
    done = command("-C", own_folder, "ask", "defendants")
    assert done.returncode == 0
    assert "changed since the last build" in done.stderr


def test_the_last_build_answers_while_files_are_mended(command: Run, own_folder: Path) -> None:
    """A file that can be no graph stops the next build, not the questions to the last one."""
    (own_folder / "graph" / "notes.txt").write_text("not RDF")
    done = command("-C", own_folder, "ask", "defendants")
    assert done.returncode == 0
    assert "the last build answers" in done.stderr
    assert "graph/notes.txt" in done.stderr
    assert command("-C", own_folder, "build").returncode == 3
    assert command("-C", own_folder, "verify").returncode == 0


def test_ill_formed_literals_are_findings_without_a_traceback(
    command: Run, own_folder: Path
) -> None:
    """A day that does not exist and letters for a number: findings, and nothing of libraries."""
    case = own_folder / "graph" / "cases" / "nwh-2019-1.ttl"
    text = case.read_text("utf-8").replace("Months 24", 'Months "abc"^^xsd:integer', 1)
    case.write_text(text.replace('"2021-12-01"^^xsd:date', '"2021-02-30"^^xsd:date', 1), "utf-8")
    done = command("-C", own_folder, "validate")
    assert done.returncode == 1
    assert "DateExpression-lastConfirmed" in done.stdout
    assert "SentenceComponent-duration" in done.stdout
    assert done.stderr == ""


def test_findings_do_not_steer_the_terminal(command: Run, own_folder: Path) -> None:
    """A value with control characters and marks of direction is shown without their effect."""
    case = own_folder / "graph" / "cases" / "nwh-2019-1.ttl"
    bad = r'"she \u001B[31m\u202Ereh\nerror: x"@en'
    case.write_text(case.read_text("utf-8").replace('"she/her"', bad, 1), "utf-8")
    for args in (["validate"], ["build"]):
        done = command("-C", own_folder, *args)
        assert done.returncode == 1
        assert "she \\u001B[31m\ufffdreh\\nerror: x" in done.stdout


@pytest.mark.skipif(os.name != "posix", reason="pipes that close early are a matter of POSIX")
@pytest.mark.parametrize(
    ("line", "code", "told"),
    [
        ("export --format nquads | sed 1q", 0, ""),
        ("ask defendants | sleep 0", 0, ""),
        ("find Nobody | sleep 0", 1, "nothing is named like"),
        ("export > /dev/full", 3, "standard output cannot be written (No space left on device)"),
        ("ask defendants >&-", 3, "standard output is closed"),
        ("ask - <&-", 2, "standard input is empty"),
    ],
)
def test_streams_that_close_or_fill(built_folder: Path, line: str, code: int, told: str) -> None:
    """A reader that goes early changes no exit code; a full or closed stream is an error."""
    if "/dev/full" in line and not Path("/dev/full").exists():
        pytest.skip("this system has no device that is always full")
    script = ["bash", "-o", "pipefail", "-c", f'"$0" -m casegraph -C "$1" {line}']
    done = subprocess.run(
        [*script, sys.executable, built_folder],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout.count("\n")) == (code, int("sed" in line))
    assert "Traceback" not in done.stderr
    assert told in done.stderr
    assert bool(told) == bool(done.stderr)


def test_output_keeps_what_a_file_is(command: Run, built_folder: Path, tmp_path: Path) -> None:
    """`-o` keeps the mode of a file, writes through a link, and into pipes and devices."""
    args = ["-C", built_folder, "ask", "defendants", "--format", "json"]
    expected = command(*args).stdout
    real = tmp_path / "real.json"
    real.write_text("old", "utf-8")
    real.chmod(0o640)
    link = tmp_path / "link.json"
    link.symlink_to("real.json")
    assert command(*args, "-o", link).returncode == 0
    assert link.is_symlink()
    assert real.read_text("utf-8") == expected
    assert real.stat().st_mode & 0o777 == 0o640
    new = tmp_path / "new.json"
    (tmp_path / "to-new").symlink_to(new)
    assert command(*args, "-o", tmp_path / "to-new").returncode == 0
    assert new.read_text("utf-8") == expected
    assert command(*args, "-o", "/dev/null").returncode == 0
    assert Path("/dev/null").is_char_device()
    assert command(*args, "-o", "/dev/stdout").stdout == expected
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", pipe], stdout=subprocess.PIPE, text=True) as reader:
        assert command(*args, "-o", pipe).returncode == 0
        assert reader.communicate()[0] == expected
    assert pipe.is_fifo()
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(
        ["real.json", "link.json", "new.json", "to-new", "pipe"]
    )


def test_output_adds_to_a_redirected_stream(
    command: Run, built_folder: Path, tmp_path: Path
) -> None:
    """`-o /dev/stdout >> FILE` adds to the file, and takes nothing from it."""
    log = tmp_path / "log"
    log.write_text("before\n", "utf-8")
    with log.open("a") as stream:
        subprocess.run(
            [
                *(sys.executable, "-m", "casegraph", "-C", built_folder, "ask", "defendants"),
                *("--format", "csv", "-o", "/dev/stdout"),
            ],
            stdout=stream,
            check=True,
        )
    assert log.read_text("utf-8").startswith("before\ncase,")


@pytest.mark.parametrize("place", [".", "..", "", "folder"])
def test_output_to_a_folder_is_code_2(
    command: Run, built_folder: Path, tmp_path: Path, place: str
) -> None:
    """`-o` with a folder says that it is one."""
    (tmp_path / "folder").mkdir()
    out = tmp_path / place if place == "folder" else place
    done = command("-C", built_folder, "ask", "defendants", "-o", out)
    assert done.returncode == 2, done.stderr
    assert "folder" in done.stderr
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    for name in (loop, tmp_path / ("x" * 300)):
        done = command("-C", built_folder, "ask", "defendants", "-o", name)
        assert done.returncode == 3, done.stderr
        assert "cannot be written" in done.stderr
    assert sorted(p.name for p in tmp_path.iterdir()) == ["folder", "loop"]


def test_fmt_keeps_modes_and_links(command: Run, own_folder: Path) -> None:
    """`fmt` changes the text of a file and nothing else of it."""
    case = own_folder / "graph" / "cases" / "nwh-2019-1.ttl"
    good = case.read_text("utf-8")
    away = own_folder / "away.ttl"
    away.write_text(good.replace("    a cg:Charge ;", "  a   cg:Charge ;", 1), "utf-8")
    away.chmod(0o604)
    case.unlink()
    case.symlink_to("../../away.ttl")
    done = command("-C", own_folder, "fmt", own_folder / "graph")
    assert done.returncode == 0, done.stderr
    assert case.is_symlink()
    assert away.read_text("utf-8") == good
    assert away.stat().st_mode & 0o777 == 0o604


def test_interrupt_ends_a_long_query(built_folder: Path) -> None:
    """Ctrl-C ends a query that would run for hours, though the store does not look up."""
    with subprocess.Popen(
        [sys.executable, "-m", "casegraph", "-C", built_folder, "ask", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as process:
        assert process.stdin is not None
        process.stdin.write(
            b"SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
        )
        process.stdin.close()
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(4)
        process.send_signal(signal.SIGINT)
        assert process.wait(5) in (-signal.SIGINT, 130)
        assert process.stdout is not None
        assert process.stdout.read() == b""
