PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX notice-7-20-3: <https://example.org/id/source/notice-7-20-3#>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>
PREFIX person: <https://example.org/id/person/>

INSERT { nwh-2019-1:claim-community-2 ?property ?value ; cg:about person:m8r3tq }
WHERE { nwh-2019-1:claim-community ?property ?value . FILTER(?property != cg:about) }
