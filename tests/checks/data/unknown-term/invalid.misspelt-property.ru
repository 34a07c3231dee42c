PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX court: <https://example.org/id/court/>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>

INSERT DATA { GRAPH <https://example.org/id/graph/cases/nwh-2019-1> { nwh-2019-1:trial cg:heardby court:nowhere-district } }
