PREFIX dct: <http://purl.org/dc/terms/>
DELETE DATA { <https://w3id.org/casegraph/vocab/finding> dct:creator "casegraph contributors"@en }
