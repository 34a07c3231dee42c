PREFIX body: <https://example.org/id/body/>
PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX elsewhere-daily: <https://example.org/id/source/elsewhere-daily#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX source: <https://example.org/id/source/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT DATA {
  elsewhere-daily:unanchored cg:inDocument source:elsewhere-weekly .
  source:elsewhere-weekly a cg:SourceDocument ; skos:prefLabel "Elsewhere Weekly"@en ; cg:publisher body:observatory ; cg:url "https://example.org/weekly/1"^^xsd:anyURI .
}
