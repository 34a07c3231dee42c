#+ summary: Withholds the place.
PREFIX cg: <https://w3id.org/casegraph/ns#>

DELETE { GRAPH ?record { ?case cg:concernsPlace ?place } }
WHERE { GRAPH ?record { ?case cg:concernsPlace ?place } }
