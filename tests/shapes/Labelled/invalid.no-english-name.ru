PREFIX place: <https://example.org/id/place/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

DELETE { place:nowhere skos:prefLabel ?value }
INSERT { place:nowhere skos:prefLabel "Nulle part"@fr }
WHERE { place:nowhere skos:prefLabel ?value }
