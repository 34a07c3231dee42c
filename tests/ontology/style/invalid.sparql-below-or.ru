PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX shape: <https://w3id.org/casegraph/shape/>
INSERT { shape:Finding sh:or _:l . _:l rdf:first shape:Verdict ; rdf:rest rdf:nil }
WHERE { }
