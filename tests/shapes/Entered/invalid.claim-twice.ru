PREFIX body: <https://example.org/id/body/>
PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX claim-kind: <https://w3id.org/casegraph/vocab/claim-kind/>
PREFIX notice-7-20-3: <https://example.org/id/source/notice-7-20-3#>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>
PREFIX stance: <https://w3id.org/casegraph/vocab/stance/>

INSERT DATA {
  nwh-2019-1:claim-1 a cg:Claim ; cg:about nwh-2019-1:d1-verdict-1 ; cg:claimKind claim-kind:evaluation ; cg:claimant body:observatory ; cg:stance stance:objects ; cg:supportedBy notice-7-20-3:c0-31 .
  nwh-2019-1:claim-2 a cg:Claim ; cg:about nwh-2019-1:d1-verdict-1 ; cg:claimKind claim-kind:evaluation ; cg:claimant body:observatory ; cg:stance stance:objects ; cg:wording "a travesty"@en ; cg:supportedBy notice-7-20-3:c0-31 .
}
