PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>

DELETE { ?node ?property ?value }
WHERE { VALUES ?node { nwh-2019-1:custody-order nwh-2019-1:date-order } ?node ?property ?value }
