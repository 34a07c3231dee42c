PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX shape: <https://w3id.org/casegraph/shape/>

INSERT DATA { GRAPH <https://example.org/id/graph/cases/nwh-2019-1> { shape:Case sh:deactivated true } }
