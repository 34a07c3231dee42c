PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX finding: <https://w3id.org/casegraph/vocab/finding/>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>

DELETE { nwh-2019-1:d1-verdict-1 cg:finding ?value }
INSERT { nwh-2019-1:d1-verdict-1 cg:finding finding:no-such-concept }
WHERE { nwh-2019-1:d1-verdict-1 cg:finding ?value }
