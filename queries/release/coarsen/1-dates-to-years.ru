#+ summary: Reads every date of a record as its year.
#+ description: |
#+   Of one day, month or year the year is kept. A span, a set or a date of which only a bound is known is dropped, with the node
#+   that holds it: its own form could tell the person apart.
PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX edtf: <http://id.loc.gov/datatypes/edtf/>

DELETE { GRAPH ?record { ?date cg:edtf ?fine } }
INSERT { GRAPH ?record { ?date cg:edtf ?year } }
WHERE {
  GRAPH ?record { ?date cg:edtf ?fine }
  BIND(REPLACE(STR(?fine), "^([0-9]{4})(-[0-9]{2}(-[0-9]{2})?)?[?~%]?$", "$1") AS ?text)
  BIND(IF(REGEX(?text, "^[0-9]{4}$"), STRDT(?text, edtf:EDTF), ?none) AS ?year)
} ;

DELETE { GRAPH ?record { ?thing ?dates ?date . ?date ?path ?value } }
WHERE {
  GRAPH ?record { ?date a cg:DateExpression . ?date ?path ?value }
  FILTER NOT EXISTS { GRAPH ?record { ?date cg:edtf ?year } }
  OPTIONAL { GRAPH ?record { ?thing ?dates ?date } }
}
