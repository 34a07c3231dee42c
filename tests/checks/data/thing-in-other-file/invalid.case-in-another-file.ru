
DELETE { GRAPH <https://example.org/id/graph/cases/nwh-2019-1> { ?thing ?path ?value } }
INSERT { GRAPH <https://example.org/id/graph/cases/nwh-2020-2> { ?thing ?path ?value } }
WHERE { GRAPH <https://example.org/id/graph/cases/nwh-2019-1> { ?thing ?path ?value } }
