PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX notice-7-20-3: <https://example.org/id/source/notice-7-20-3#>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>
PREFIX source: <https://example.org/id/source/>

INSERT {
  notice-7-20-3:c32-60 a cg:Passage ; cg:inDocument source:notice-7-20-3 ; cg:start 32 ; cg:end 60 ; cg:locator "line 2"@en ; cg:sha256 ?hash .
  nwh-2019-1:d1-arrest cg:supportedBy notice-7-20-3:c32-60 .
}
WHERE { notice-7-20-3:c0-31 cg:sha256 ?hash }
