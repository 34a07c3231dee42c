PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX consent-status: <https://w3id.org/casegraph/vocab/consent-status/>
PREFIX person: <https://example.org/id/person/>

INSERT DATA {
  person:d4k7wz cg:consentStatus consent-status:given-by-representative .
}
