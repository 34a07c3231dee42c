PREFIX notice-7-20-3: <https://example.org/id/source/notice-7-20-3#>

DELETE { GRAPH <https://example.org/id/graph/sources/notice-7-20-3> { notice-7-20-3:c0-31 ?path ?value } }
INSERT { GRAPH <https://example.org/id/graph/cases/nwh-2019-1> { notice-7-20-3:c0-31 ?path ?value } }
WHERE { GRAPH <https://example.org/id/graph/sources/notice-7-20-3> { notice-7-20-3:c0-31 ?path ?value } }
