PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>
PREFIX place: <https://example.org/id/place/>

INSERT DATA { nwh-2019-1:d1-charge-1 cg:throughProvision place:nowhere }
