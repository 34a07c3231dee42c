#+ summary: Marks who is known as somebody's relative or lawyer as restricted.
#+ description: |
#+   Since 0.1.0 the shape Agent-protected asks for it. A level that was chosen by hand and is less strict is replaced; a
#+   restricted node stays as it is.
PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX disclosure: <https://w3id.org/casegraph/vocab/disclosure/>
PREFIX relationship: <https://w3id.org/casegraph/vocab/relationship/>

DELETE { GRAPH ?file { ?agent cg:disclosure ?level } }
INSERT { GRAPH ?file { ?agent cg:disclosure disclosure:restricted } }
WHERE {
  GRAPH ?file { ?agent cg:relationshipKind ?kind }
  FILTER(?kind IN (relationship:child, relationship:counsel, relationship:family, relationship:parent, relationship:sibling, relationship:spouse))
  OPTIONAL { GRAPH ?file { ?agent cg:disclosure ?level } }
  FILTER(!BOUND(?level) || ?level != disclosure:restricted)
}
