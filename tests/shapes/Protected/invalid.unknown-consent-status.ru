PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX consent-status: <https://w3id.org/casegraph/vocab/consent-status/>
PREFIX person: <https://example.org/id/person/>

DELETE { person:d4k7wz cg:consentStatus ?value }
INSERT { person:d4k7wz cg:consentStatus consent-status:no-such-concept }
WHERE { person:d4k7wz cg:consentStatus ?value }
