PREFIX body: <https://example.org/id/body/>
PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX notice-7-20-3: <https://example.org/id/source/notice-7-20-3#>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>
PREFIX series: <https://example.org/id/series/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

INSERT DATA {
  series:nh-8-20 a cg:CampaignSeries ; skos:prefLabel "Notice NH 8/20"@en ; cg:seriesNumber "NH 8/20" ; cg:runBy body:observatory ; cg:supportedBy notice-7-20-3:c0-31 .
} ;

DELETE { nwh-2019-1:output-2 cg:inSeries ?value }
INSERT { nwh-2019-1:output-2 cg:inSeries series:nh-8-20 }
WHERE { nwh-2019-1:output-2 cg:inSeries ?value }
