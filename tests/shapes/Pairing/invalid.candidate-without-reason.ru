PREFIX person: <https://example.org/id/person/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

DELETE WHERE { person:m8r3tq skos:editorialNote ?value }
