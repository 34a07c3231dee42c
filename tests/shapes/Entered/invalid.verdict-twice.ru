PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX finding: <https://w3id.org/casegraph/vocab/finding/>
PREFIX notice-7-20-3: <https://example.org/id/source/notice-7-20-3#>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>
PREFIX person: <https://example.org/id/person/>

INSERT DATA {
  nwh-2019-1:d1-verdict-2 a cg:Verdict ; cg:finding finding:convicted ; cg:givenIn nwh-2019-1:judgment ; cg:verdictOn person:d4k7wz ; cg:supportedBy notice-7-20-3:c0-31 .
}
