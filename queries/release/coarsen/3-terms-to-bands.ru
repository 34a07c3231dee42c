#+ summary: Reads every term as a band of five years.
#+ description: |
#+   An exact number of months falls into one band, from a multiple of 60 months to the next. The bounds of a range are
#+   widened to such multiples.
PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE { GRAPH ?record { ?part cg:durationMonths ?months . ?part cg:atLeastMonths ?least . ?part cg:atMostMonths ?most } }
INSERT { GRAPH ?record { ?part cg:atLeastMonths ?from . ?part cg:atMostMonths ?to } }
WHERE {
  GRAPH ?record { ?part a cg:SentenceComponent }
  OPTIONAL { GRAPH ?record { ?part cg:durationMonths ?months } }
  OPTIONAL { GRAPH ?record { ?part cg:atLeastMonths ?least } }
  OPTIONAL { GRAPH ?record { ?part cg:atMostMonths ?most } }
  BIND(xsd:integer(FLOOR(COALESCE(?months, ?least) / 60) * 60) AS ?from)
  BIND(xsd:integer(COALESCE(FLOOR(?months / 60) * 60 + 60, CEIL(?most / 60) * 60)) AS ?to)
}
