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
    *(
        f"ASK {{ OPTIONAL {{ ?s <http://e/{sign}'> 1 }} {CALL} OPTIONAL {{ ?s <e://'> 1 }} }}"
        for sign in ("\u00a0", "\u2028", "\\u00a0", "\\u0041")
    ),
]
# to a parser these hold "less than", and what looks like an IRI is code, or hides code
DOUBTFUL = [
    "SELECT * { FILTER(1<2)SERVICE#>\n<http://127.0.0.1:9/>{} }",
    "SELECT * { FILTER(?a<?b)SERVICE#>\nSILENT ?c {} }",
    "SELECT * { FILTER(EXISTS{} <(1)SERVICE#>\n?c {} }",
    "SELECT * { FILTER(true  # a comment {\n <(1)SERVICE#>\n?c {} }",
    f"SELECT * {{ FILTER('a'<'>') {CALL} FILTER('x'='x') }}",
    f'SELECT * {{ FILTER(1<#>"""\n2) {CALL}\n#""")\n}}',
    "PREFIX e: <http://e/> ASK { FILTER(e:x<((2)SERVICE#>\n?c {} }",
    "SELECT * { FILTER(1<" + "(" * 20_000 + "1>1" + ")" * 20_000 + ") }",
    "ASK { FILTER(1.5<=" + "(" * 3000 + "#>\n1" + ")" * 3000 + ") }",
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
    "BASE <http://e/> PREFIX : <#> SELECT * FROM <#g> { <#s> a <#c> ; :p <p/q>, <urn:x:y-z> }",
    "SELECT * { ?s <http://e/a_(b)#'c'> <https://e/(((((((> }",
    "SELECT * { VALUES ?x { <urn:uuid:0-0-0> <mailto:a+b@example.org> <a/b> } FILTER(?x<?y) }",
]


@pytest.mark.parametrize("query", REACHING)
def test_other_hosts_are_refused(query: str) -> None:
    """However the keyword is written or hidden, the query is refused."""
    with pytest.raises(UsageError, match="another host"):
        check_bounds(query)


@pytest.mark.parametrize("query", DOUBTFUL)
def test_what_looks_like_an_iri(query: str) -> None:
    """Behind an operand, what only looks like an IRI and could be or hide code is refused."""
    with pytest.raises(UsageError, match="could be read as an IRI"):
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
    "and": ("SELECT*{FILTER(1<1", "&&1", ">0)}"),
    "or": ("SELECT*{FILTER(1", "||1", ")}"),
    "plus": ("SELECT*{FILTER(1", "+1", ")}"),
    "union": ("SELECT*{{}", "UNION{}", "}"),
    "minus": ("SELECT*{", "MINUS{}", "}"),
    "alternatives": ("PREFIX :<a:> SELECT*{?s :", "|:", " ?o}"),
    "names": ("SELECT", "(1AS?a)", "{}"),
    "quoted triples": ("SELECT*{?s ?p ", "<<", "}"),
}


@pytest.mark.parametrize("link", [",1", ";a 1", "~<a:>"])
def test_parts(link: str) -> None:
    """A list that would end the process is refused; a long one of values is not."""
    with pytest.raises(UsageError, match="lists"):
        check_bounds("ASK{?s ?p 1" + link * 12_000 + "}")
    check_bounds("ASK{FILTER(?x IN(0" + ",1" * 5000 + "))}")


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
