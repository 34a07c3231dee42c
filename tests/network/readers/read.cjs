// Read each file named with the library of its ending, and print what is then in its graph, as JSON.
'use strict';
const fs = require('fs');

function cytoscape(text) {
  const cy = require('cytoscape')({ headless: true, ...JSON.parse(text) });
  const rows = (items) => items.map((item) => ({ ...item.data(), at: item.isNode() ? item.position() : null }));
  return { nodes: rows(cy.nodes()), edges: rows(cy.edges()) };
}

function graphology(text) {
  const { MultiUndirectedGraph, MultiDirectedGraph } = require('graphology');
  const data = JSON.parse(text);
  const graph = new (data.directed ? MultiDirectedGraph : MultiUndirectedGraph)();
  data.nodes.forEach(({ id, ...more }) => graph.addNode(id, more));
  data.edges.forEach(({ source, target, ...more }) => graph.addEdge(source, target, more));
  return contents(graph);
}

function gexf(text) {
  const graph = require('graphology-gexf').parse(require('graphology').MultiGraph, text, {
    addMissingNodes: false,
    allowUndeclaredAttributes: false,
  });
  return contents(graph);
}

function contents(graph) {
  return {
    directed: graph.directedSize > 0,
    nodes: graph.mapNodes((id, more) => ({ id, ...more })),
    edges: graph.mapEdges((id, more, source, target) => ({ id, source, target, ...more })),
  };
}

const readers = { cyjs: cytoscape, json: graphology, gexf };
const found = process.argv.slice(2).map((name) => readers[name.split('.').pop()](fs.readFileSync(name, 'utf8')));
console.log(JSON.stringify(found));
