PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>

DELETE { nwh-2019-1:d1-outcome cg:affectsSentence ?sentence ; cg:resultingSentence ?result }
INSERT { nwh-2019-1:d1-outcome cg:affectsVerdict nwh-2019-1:d1-verdict-1 }
WHERE { nwh-2019-1:d1-outcome cg:affectsSentence ?sentence ; cg:resultingSentence ?result }
