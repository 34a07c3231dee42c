"""The ontology, shapes, queries and fictional case in; pages, diagrams and RDF files out.

`model` and `uses` read, `entries` says what stands at each term, `boxes`, `layout`,
`route` and `diagram` draw, and `markdown`, `html_page` and `serialised` write.
"""
