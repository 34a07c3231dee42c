PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX elsewhere-daily: <https://example.org/id/source/elsewhere-daily#>
PREFIX notice-7-20-3: <https://example.org/id/source/notice-7-20-3#>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>
PREFIX source: <https://example.org/id/source/>

DELETE { ?node cg:supportedBy elsewhere-daily:unanchored . ?gone ?property ?value }
INSERT { ?node cg:supportedBy notice-7-20-3:c0-31 }
WHERE {
  { ?node cg:supportedBy elsewhere-daily:unanchored }
  UNION { ?gone ?property ?value . FILTER(?gone IN (elsewhere-daily:unanchored, source:elsewhere-daily)) }
}
