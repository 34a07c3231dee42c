PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX shape: <https://w3id.org/casegraph/shape/>
DELETE DATA { shape:Finding sh:message "The finding is no concept. Choose one of the scheme."@en } ;
INSERT DATA { shape:Finding sh:message "The finding is no concept"@en }
