"""No query from a person reaches for another host or ends the process."""

from __future__ import annotations

import subprocess
import sys

import pytest

from casegraph.ask.bounds import MOST_LINKS, check_bounds
from casegraph.errors import UsageError

CALL = "SERVICE <http://127.0.0.1:9/> {?a ?b ?c}"
REACHING = [
    f"SELECT * {{ {CALL} }}",
    f"SELECT * {{ ?s ?p ?o .{CALL} }}",
    "select * { service ?x {} }",
    "SELECT * { SERVICE SILENT <http://127.0.0.1:9/> {} }",
    "PREFIX :<http://127.0.0.1:9/> SELECT * { SERVICE:x{} }",
    "SELECT * { SERVICE?x{} }",
    f"SELECT * {{ ?s ?p 5{CALL} }}",
    f"SELECT * {{ ?s ?p true{CALL} }}",
    f"SELECT * {{ FILTER(1<2){CALL} FILTER(3>2) }}",
    f"PREFIX e: <http://e/> SELECT * {{ ?s e:a\\#b ?o . {CALL} }}",
    f"PREFIX e: <http://e/> SELECT * {{ ?s e:a\\'b ?o . {CALL} #'\n}}",
    f'SELECT * {{ VALUES ?x {{"""a\\""""}} {CALL} #"\n}}',
    f"SELECT * {{ VALUES ?x {{'''a\\''''}} {CALL} #'\n}}",
    f'SELECT * {{ VALUES ?x {{"\\u0022"}} {CALL} #"\n}}',
    f'SELECT * {{ VALUES ?x {{"a\\\\"}} {CALL} #"\n}}',
    "SELECT * { \\u0053ERVICE <http://127.0.0.1:9/> {} }",
    "LOAD <http://127.0.0.1:9/>",
]
HARMLESS = [
    "PREFIX service: <http://e/> SELECT * { ?s ?p ?o }",
    "SELECT ?service ?load { ?service ?p ?load }",
    'SELECT * { ?s ?p \'SERVICE <x> {\', "LOAD", \'\'\'SERVICE\'\'\', """a "SERVICE" \\"""" }',
    "# SERVICE\nSELECT * { ?s <http://e/SERVICE#LOAD> ?o } # LOAD",
    "PREFIX e: <http://e/> SELECT * { ?s e:service ?o ; e:x-LOAD ?z . FILTER(?o < 3 && ?z > 2) }",
    "PREFIX up: <http://e/> SELECT * { ?workload ?x 'x'@service }",
    "SELECT * { VALUES ?x { " + "'-' <http://e/a-b/c> 1 " * 2000 + "} }",
    "SELECT (COUNT(*) AS ?n) { ?s <http://e/p>/<http://e/q>* ?o }",
]


@pytest.mark.parametrize("query", REACHING)
def test_other_hosts_are_refused(query: str) -> None:
    """However the keyword is written or hidden, the query is refused."""
    with pytest.raises(UsageError, match="another host"):
        check_bounds(query)


@pytest.mark.parametrize("query", HARMLESS)
def test_words_that_only_look_so_pass(query: str) -> None:
    """The same letters in a text, a comment, an IRI, a variable or a name do no harm."""
    assert check_bounds(query) is None


def test_size_and_depth() -> None:
    """A query that is too long or too deep is refused; one at the bound is not."""
    check_bounds("{" * 64 + "}" * 64)
    with pytest.raises(UsageError, match="nests"):
        check_bounds("{" * 65)
    check_bounds("#" * 65536)
    with pytest.raises(UsageError, match="bytes"):
        check_bounds("é" * 32769)


CHAINS = {
    "not": ("SELECT*{FILTER(", "!", "true)}"),
    "or": ("SELECT*{FILTER(1", "||1", ")}"),
    "plus": ("SELECT*{FILTER(1", "+1", ")}"),
    "union": ("SELECT*{{}", "UNION{}", "}"),
    "minus": ("SELECT*{", "MINUS{}", "}"),
    "alternatives": ("PREFIX :<a:> SELECT*{?s :", "|:", " ?o}"),
    "quoted triples": ("SELECT*{?s ?p ", "<<", "}"),
}


@pytest.mark.parametrize("name", CHAINS)
def test_chains(name: str) -> None:
    """A chain that would end the process is refused; the longest that passes does not end it."""
    start, link, end = CHAINS[name]
    with pytest.raises(UsageError, match="chains"):
        check_bounds(start + link * 3000 + end)
    longest = start + link * (MOST_LINKS - 5) + end
    check_bounds(longest)
    code = """if True:
    import sys, pyoxigraph
    try:
        list(pyoxigraph.Store().query(sys.stdin.read()))
    except SyntaxError:
        pass
    """
    ran = subprocess.run(
        [sys.executable, "-c", code], input=longest, text=True, capture_output=True, check=False
    )
    assert (ran.returncode, ran.stderr) == (0, "")
