#+ summary: Withholds of what kind the offence charged was.
PREFIX cg: <https://w3id.org/casegraph/ns#>

DELETE { GRAPH ?record { ?charge cg:offenceCategory ?category } }
WHERE { GRAPH ?record { ?charge cg:offenceCategory ?category } }
