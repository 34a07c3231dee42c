PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>

DELETE { nwh-2019-1:date-ended cg:verbatim ?words }
INSERT { nwh-2019-1:date-ended cg:verbatim "30 червня 2021"@uk }
WHERE { nwh-2019-1:date-ended cg:verbatim ?words }
