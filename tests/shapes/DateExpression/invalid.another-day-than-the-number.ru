PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX date-part: <https://w3id.org/casegraph/vocab/date-part/>
PREFIX edtf: <http://id.loc.gov/datatypes/edtf/>
PREFIX elsewhere-daily: <https://example.org/id/source/elsewhere-daily#>
PREFIX source: <https://example.org/id/source/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

# the number encodes noon of 30 May 2021
DELETE { source:elsewhere-daily cg:url ?url }
INSERT {
  source:elsewhere-daily
    cg:url "https://twitter.com/ElsewhereDaily/status/1398972456760246272"^^xsd:anyURI ;
    cg:published elsewhere-daily:published .
  elsewhere-daily:published a cg:DateExpression ;
    cg:edtf "2021-05-31"^^edtf:EDTF ;
    cg:verbatim "1398972456760246272"@en ;
    cg:inferredPart date-part:day , date-part:month , date-part:year ;
    cg:inferenceBasis "The number encodes it."@en ;
    cg:supportedBy elsewhere-daily:unanchored .
}
WHERE { source:elsewhere-daily cg:url ?url }
