PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>
PREFIX disclosure: <https://w3id.org/casegraph/vocab/disclosure/>

DELETE DATA { nwh-2019-1:lawyers cg:disclosure disclosure:restricted }
