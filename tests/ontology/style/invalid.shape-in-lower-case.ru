PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX shape: <https://w3id.org/casegraph/shape/>
INSERT DATA { shape:verdict a sh:NodeShape ; sh:targetClass cg:Verdict ; sh:property shape:Verdict-finding }
