PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX shape: <https://w3id.org/casegraph/shape/>
DELETE DATA { shape:Verdict sh:targetClass cg:Verdict }
