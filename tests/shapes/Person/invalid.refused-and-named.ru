PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX person: <https://example.org/id/person/>
PREFIX consent-status: <https://w3id.org/casegraph/vocab/consent-status/>

INSERT DATA {
  person:d4k7wz cg:consentStatus consent-status:refused .
}
