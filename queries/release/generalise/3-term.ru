#+ summary: Withholds how long the term is; its kind of penalty stays.
PREFIX cg: <https://w3id.org/casegraph/ns#>

DELETE { GRAPH ?record { ?part ?bounds ?months } }
WHERE {
  VALUES ?bounds { cg:atLeastMonths cg:atMostMonths }
  GRAPH ?record { ?part ?bounds ?months }
}
