PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX person: <https://example.org/id/person/>
PREFIX role: <https://w3id.org/casegraph/vocab/role/>

DELETE { person:d4k7wz cg:consentStatus ?value }
INSERT { person:d4k7wz cg:consentStatus role:witness }
WHERE { person:d4k7wz cg:consentStatus ?value }
