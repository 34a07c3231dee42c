#+ summary: Names the largest place in which a place lies, instead of the place.
#+ description: |
#+   A place that is not known to lie in a larger one is dropped: it may be a village.
PREFIX cg: <https://w3id.org/casegraph/ns#>

DELETE { GRAPH ?record { ?thing cg:concernsPlace ?place } }
INSERT { GRAPH ?record { ?thing cg:concernsPlace ?largest } }
WHERE {
  GRAPH ?record { ?thing cg:concernsPlace ?place }
  OPTIONAL {
    ?place cg:within+ ?largest .
    FILTER(?largest != ?place)
    FILTER NOT EXISTS { ?largest cg:within ?larger }
  }
}
