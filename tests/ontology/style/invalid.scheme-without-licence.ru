PREFIX dct: <http://purl.org/dc/terms/>
DELETE DATA { <https://w3id.org/casegraph/vocab/finding> dct:license <https://creativecommons.org/licenses/by/4.0/> }
