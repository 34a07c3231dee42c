#+ summary: Withholds the provision of a charge; its category of offence stays.
PREFIX cg: <https://w3id.org/casegraph/ns#>

DELETE { GRAPH ?record { ?charge ?names ?provision } }
WHERE {
  VALUES ?names { cg:underProvision cg:throughProvision }
  GRAPH ?record { ?charge ?names ?provision }
}
