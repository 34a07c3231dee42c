
DELETE WHERE { GRAPH <https://example.org/id/graph/cases/nwh-2019-1> { <https://example.org/id/graph/cases/nwh-2019-1> ?path ?value } }
