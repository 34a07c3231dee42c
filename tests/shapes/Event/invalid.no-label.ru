PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

DELETE WHERE { nwh-2019-1:landing skos:prefLabel ?value }
