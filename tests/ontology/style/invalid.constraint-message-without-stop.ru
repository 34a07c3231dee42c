PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX shape: <https://w3id.org/casegraph/shape/>
DELETE DATA { shape:Verdict-once sh:message "The verdict stands twice. Delete one."@en } ;
INSERT DATA { shape:Verdict-once sh:message "The verdict stands twice"@en }
