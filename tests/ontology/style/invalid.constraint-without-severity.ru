PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX shape: <https://w3id.org/casegraph/shape/>
DELETE DATA { shape:Verdict-once sh:severity sh:Warning }
