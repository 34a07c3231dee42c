PREFIX case: <https://example.org/id/case/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

INSERT DATA { GRAPH <https://example.org/id/graph/cases/nwh-2019-1> { case:nwh-2019-1 skos:editorialNote "The first line of a long text.\nThe second line\u000B was copied\u001B[0m from a terminal, and goes on for a while.\nThe third line."@en } }
