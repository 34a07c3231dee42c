PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX shape: <https://w3id.org/casegraph/shape/>
DELETE DATA { shape:Verdict-finding sh:message "The verdict has no finding. Add cg:finding."@en } ;
INSERT DATA { shape:Verdict-finding sh:message "The verdict has no finding"@en }
