PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX notice-7-20-3: <https://example.org/id/source/notice-7-20-3#>

DELETE { notice-7-20-3:c0-31 ?path ?value . ?node cg:supportedBy notice-7-20-3:c0-31 }
INSERT { notice-7-20-3:c0.0-31 ?path ?value ; cg:start 0.0 . ?node cg:supportedBy notice-7-20-3:c0.0-31 }
WHERE { notice-7-20-3:c0-31 ?path ?value . FILTER(?path != cg:start) ?node cg:supportedBy notice-7-20-3:c0-31 } ;

DELETE WHERE { notice-7-20-3:c0-31 ?path ?value }
