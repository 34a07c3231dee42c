#+ summary: Marks what happened to a restricted person, and what a document does not say of one, as restricted.
#+ description: |
#+   Since 0.1.0 the shapes Happening-protected and Silence-protected ask for it. A level that was chosen by hand and is
#+   less strict is replaced; a restricted node stays as it is.
PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX disclosure: <https://w3id.org/casegraph/vocab/disclosure/>

DELETE { GRAPH ?file { ?node cg:disclosure ?level } }
INSERT { GRAPH ?file { ?node cg:disclosure disclosure:restricted } }
WHERE {
  GRAPH ?home { ?person cg:disclosure disclosure:restricted }
  GRAPH ?file { ?node cg:involvedPerson|cg:silentAbout ?person }
  OPTIONAL { GRAPH ?file { ?node cg:disclosure ?level } }
  FILTER(!BOUND(?level) || ?level != disclosure:restricted)
}
