PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX elsewhere-daily: <https://example.org/id/source/elsewhere-daily#>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>

DELETE WHERE { nwh-2019-1:d1-arrest cg:supportedBy elsewhere-daily:unanchored }
