PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX shape: <https://w3id.org/casegraph/shape/>
INSERT DATA { shape:Verdict-finding sh:severity sh:Info }
