PREFIX case: <https://example.org/id/case/>
PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX notice-7-20-3: <https://example.org/id/source/notice-7-20-3#>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

INSERT DATA {
  case:nwh-2020-2 a cg:LegalCase ; skos:prefLabel "Sample v. Nowhere"@en ; cg:supportedBy notice-7-20-3:c0-31 .
} ;

DELETE { nwh-2019-1:trial cg:partOfCase ?value }
INSERT { nwh-2019-1:trial cg:partOfCase case:nwh-2020-2 }
WHERE { nwh-2019-1:trial cg:partOfCase ?value }
