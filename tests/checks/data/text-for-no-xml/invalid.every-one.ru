PREFIX case: <https://example.org/id/case/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

INSERT DATA { GRAPH <https://example.org/id/graph/cases/nwh-2019-1> { case:nwh-2019-1 skos:editorialNote "a\u0001"@en , "b\u0008"@en , "c\u000B"@en , "d\u000C"@en , "e\u000E"@en , "f\u001F"@en , "g\uFFFE"@en , "h\uFFFF"@en , "i\u0000"@en } }
