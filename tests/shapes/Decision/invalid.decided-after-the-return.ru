PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>

DELETE { nwh-2019-1:d1-outcome-return ?property ?value }
WHERE { nwh-2019-1:d1-outcome-return ?property ?value }
