PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>
PREFIX notice-7-20-3: <https://example.org/id/source/notice-7-20-3#>
PREFIX source: <https://example.org/id/source/>

DELETE DATA { nwh-2019-1:d1-sentence-1 cg:supportedBy notice-7-20-3:c0-31 } ;
INSERT DATA {
  nwh-2019-1:d1-sentence-1 cg:supportedBy notice-7-20-3:c32-60 .
  notice-7-20-3:c32-60 a cg:Passage ; cg:inDocument source:notice-7-20-3 ; cg:start 32 ; cg:end 60 ; cg:locator "line 2"@en ;
    cg:sha256 "2222222222222222222222222222222222222222222222222222222222222222" .
}
