PREFIX body: <https://example.org/id/body/>
PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX designation-status: <https://w3id.org/casegraph/vocab/designation-status/>
PREFIX notice-7-20-3: <https://example.org/id/source/notice-7-20-3#>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>
PREFIX person: <https://example.org/id/person/>

INSERT DATA {
  nwh-2019-1:d1-designation-again a cg:Designation ; cg:designatedBy body:observatory ; cg:designee person:d4k7wz ; cg:status designation-status:prisoner-of-conscience ; cg:supportedBy notice-7-20-3:c0-31 .
}
