// Ask an endpoint by Comunica. Arguments: the endpoint, a SELECT, a CONSTRUCT. Writes rows and the number of triples.
const { QueryEngine } = require('@comunica/query-sparql');

async function main([value, select, construct]) {
  const engine = new QueryEngine();
  const context = { sources: [{ type: 'sparql', value }] };
  const rows = await (await engine.queryBindings(select, context)).toArray();
  const triples = await (await engine.queryQuads(construct, context)).toArray();
  const plain = rows.map(row => Object.fromEntries([...row].map(([name, term]) => [name.value, term.value])));
  process.stdout.write(JSON.stringify({ rows: plain, triples: triples.length }));
}

main(process.argv.slice(2)).catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
