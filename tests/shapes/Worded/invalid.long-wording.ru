PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>

DELETE { nwh-2019-1:d1-charge-1 cg:wording ?value }
INSERT { nwh-2019-1:d1-charge-1 cg:wording "spreading false news spreading false news spreading false news spreading false news spreading false news spreading false news spreading false news spreading false news spreading false news spreading false news spreading false news"@en }
WHERE { nwh-2019-1:d1-charge-1 cg:wording ?value }
