PREFIX case: <https://example.org/id/case/>
PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX elsewhere-daily: <https://example.org/id/source/elsewhere-daily#>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>

DELETE WHERE { elsewhere-daily:unanchored ?path ?value } ;

DELETE { ?node cg:supportedBy elsewhere-daily:unanchored }
INSERT {
  ?node cg:supportedBy nwh-2019-1:unanchored .
  nwh-2019-1:unanchored a cg:Passage ; cg:inDocument case:nwh-2019-1 ; cg:anchor "unanchored" .
}
WHERE { ?node cg:supportedBy elsewhere-daily:unanchored }
