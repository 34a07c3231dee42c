#+ summary: Withholds the year.
PREFIX cg: <https://w3id.org/casegraph/ns#>

DELETE { GRAPH ?record { ?thing ?dates ?date . ?date ?path ?value } }
WHERE { GRAPH ?record { ?date a cg:DateExpression . ?date ?path ?value . ?thing ?dates ?date } }
