PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX shape: <https://w3id.org/casegraph/shape/>
INSERT { shape:Verdict sh:property _:p . _:p a sh:PropertyShape ; sh:path cg:finding ; sh:minCount 1 ; sh:message "No finding is given. Add it."@en ; sh:severity sh:Info }
WHERE { }
