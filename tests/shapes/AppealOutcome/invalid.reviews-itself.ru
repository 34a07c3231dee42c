PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>

DELETE DATA { nwh-2019-1:d1-outcome cg:resultingSentence nwh-2019-1:d1-sentence-appeal ; cg:givenIn nwh-2019-1:appeal-judgment } ;
INSERT DATA { nwh-2019-1:d1-outcome cg:givenIn nwh-2019-1:judgment }
