PREFIX body: <https://example.org/id/body/>
PREFIX case: <https://example.org/id/case/>
PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX notice-7-20-3: <https://example.org/id/source/notice-7-20-3#>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>
PREFIX series: <https://example.org/id/series/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

INSERT DATA {
  nwh-2019-1:output-third a cg:CampaignOutput ; skos:prefLabel "another third output"@en ; cg:issuedBy body:observatory ; cg:concerns case:nwh-2019-1 ; cg:inSeries series:nh-7-20 ; cg:outputNumber 3 ; cg:supportedBy notice-7-20-3:c0-31 .
}
