PREFIX body: <https://example.org/id/body/>
PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX elsewhere-daily: <https://example.org/id/source/elsewhere-daily#>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX source: <https://example.org/id/source/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT DATA {
  source:elsewhere-daily a cg:SourceDocument ; skos:prefLabel "Elsewhere Daily"@en ; cg:publisher body:observatory ; cg:url "https://example.org/daily/1"^^xsd:anyURI .
  elsewhere-daily:unanchored a cg:Passage ; cg:inDocument source:elsewhere-daily ; cg:anchor "unanchored" .
} ;

DELETE { nwh-2019-1:silence cg:supportedBy ?value }
INSERT { nwh-2019-1:silence cg:supportedBy elsewhere-daily:unanchored }
WHERE { nwh-2019-1:silence cg:supportedBy ?value }
