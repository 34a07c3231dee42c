PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX edtf: <http://id.loc.gov/datatypes/edtf/>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>

DELETE { nwh-2019-1:date-published cg:edtf ?value }
INSERT { nwh-2019-1:date-published cg:edtf "2020-01"^^edtf:EDTF }
WHERE { nwh-2019-1:date-published cg:edtf ?value } ;

DELETE { nwh-2019-1:date-published cg:verbatim ?value }
INSERT { nwh-2019-1:date-published cg:verbatim "January 2020"@en }
WHERE { nwh-2019-1:date-published cg:verbatim ?value }
