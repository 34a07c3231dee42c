// What the page does with its data: draw, search, filter, select, by pointer and by keyboard.
// Text of the data is only ever set as text. Without WebGL the picture and the tables stay.
(() => {
  'use strict';
  const data = JSON.parse(document.getElementById('data').textContent);
  const byId = (id) => document.getElementById(id);
  const stage = byId('canvas');

  function canDraw() {
    try {
      const canvas = document.createElement('canvas');
      return Boolean(canvas.getContext('webgl2') || canvas.getContext('webgl'));
    } catch (error) {
      return false;
    }
  }
  if (typeof Sigma === 'undefined' || typeof graphology === 'undefined' || !canDraw()) return;
  byId('explore').hidden = false;

  // what is drawn has no style sheet: its colours follow the scheme of the page here
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  const TONES = {
    light: { ink: '#1a1a1a', paper: '#ffffff', line: '#8f8f8f', near: '#333333', far: '#ececec', faint: '#dcdcdc', chosen: '#d55e00', node: '#0072b2' },
    dark: { ink: '#e9e6df', paper: '#23272a', line: '#767d82', near: '#d5d1c8', far: '#2b3034', faint: '#3d4449', chosen: '#f0a45f', node: '#56a9dc' },
  };
  const tones = () => (dark.matches ? TONES.dark : TONES.light);
  const colourOf = (kind) => {
    const look = data.looks[kind];
    return look ? (dark.matches ? look.dark : look.colour) : tones().node;
  };

  // a name that is long is cut where it is drawn; pointing at it, the panel and the table have all
  const LONGEST = 32;
  const HUBS = 15; // of many nodes so many have a name even where it hides a smaller node
  function shortened(text) {
    const signs = [...text];
    return signs.length > LONGEST ? `${signs.slice(0, LONGEST - 1).join('').trimEnd()}…` : text;
  }

  // nodes are drawn as discs: the sign of a kind that has another shape stands beside the name
  const signOf = (place) => {
    const look = data.looks[data.nodes[place].kind];
    return look && look.sign !== '●' ? look.sign : '';
  };
  const wordsOf = (kind) => data.words[kind] || kind;

  const graph = new graphology.MultiGraph();
  data.nodes.forEach((node, place) => {
    graph.addNode(String(place), {
      x: node.x, y: node.y, size: node.size, color: colourOf(node.kind), label: shortened(node.label), zIndex: node.size,
    });
  });
  data.edges.forEach((edge, place) => {
    const make = data.directed ? 'addDirectedEdgeWithKey' : 'addUndirectedEdgeWithKey';
    graph[make](`e${place}`, String(edge.s), String(edge.t), {
      size: edge.width, type: data.directed ? 'arrow' : 'line',
    });
  });

  const state = { node: null, edge: null, near: new Set(), hidden: new Set(), hiddenEdges: new Set() };
  let named = []; // whose names are to be drawn in this picture
  const renderer = new Sigma(graph, stage, {
    enableEdgeEvents: true, labelDensity: 3, labelRenderedSizeThreshold: data.nodes.length <= 60 ? 0 : 4,
    labelFont: 'system-ui, sans-serif', labelSize: 13, zIndex: true, minEdgeThickness: 1.4, labelGridCellSize: 70,
    stagePadding: Math.min(48, stage.clientWidth / 10),
    labelColor: { color: tones().ink }, defaultDrawNodeLabel: (context, node) => named.push({ context, ...node }), defaultDrawNodeHover: drawHover,
    defaultEdgeType: data.directed ? 'arrow' : 'line', allowInvalidContainer: true,
    nodeReducer: (key, attributes) => {
      const shown = { ...attributes, color: colourOf(data.nodes[Number(key)].kind) };
      if (state.hidden.has(key)) return { ...shown, hidden: true };
      if (state.node === null && state.edge === null) return shown;
      if (key === state.node) return { ...shown, highlighted: true, forceLabel: true, zIndex: 9999 };
      return state.near.has(key) ? { ...shown, forceLabel: true } : { ...shown, color: tones().faint, label: '' };
    },
    edgeReducer: (key, attributes) => {
      const shown = { ...attributes, color: tones().line };
      if (state.hiddenEdges.has(key)) return { ...shown, hidden: true };
      if (key === state.edge) return { ...shown, color: tones().chosen, size: shown.size + 2, zIndex: 9 };
      if (state.node === null) return shown;
      return graph.extremities(key).includes(state.node) ? { ...shown, color: tones().near, zIndex: 5 } : { ...shown, color: tones().far };
    },
  });
  dark.addEventListener('change', () => {
    renderer.setSetting('labelColor', { color: tones().ink });
    document.querySelectorAll('.sign[data-kind]').forEach((sign) => { sign.style.color = colourOf(sign.dataset.kind); });
    renderer.refresh();
  });

  const overlap = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

  // each name beside its node, where it is not cut and hides no other name and no node; else none.
  // What is selected and its neighbours come first, then the largest
  function drawNames() {
    const { width, height } = renderer.getDimensions();
    const size = renderer.getSetting('labelSize');
    const gap = 4;
    const discs = graph.nodes().length > 600 ? [] : graph.nodes().map((key) => [key, renderer.getNodeDisplayData(key)])
      .filter(([, shown]) => shown && !shown.hidden)
      .map(([key, shown]) => {
        const { x, y } = renderer.framedGraphToViewport(shown);
        const r = renderer.scaleSize(shown.size);
        return { key, left: x - r, right: x + r, top: y - r, bottom: y + r };
      });
    const taken = [];
    const inside = (box) => box.left >= 2 && box.right <= width - 2 && box.top >= 2 && box.bottom <= height - 2;
    const free = (box) => inside(box) && !taken.some((other) => overlap(box, other));
    const first = (node) => (node.key === state.node ? 2 : Number(state.near.has(node.key)));
    named.filter((node) => node.label).sort((a, b) => first(b) - first(a) || b.size - a.size || Number(a.key) - Number(b.key)).forEach((node, rank) => {
      const { context } = node;
      context.font = `${renderer.getSetting('labelWeight')} ${size}px ${renderer.getSetting('labelFont')}`;
      const sign = signOf(Number(node.key));
      const mark = sign ? context.measureText(`${sign} `).width : 0;
      const wide = context.measureText(node.label).width + mark;
      const off = node.size + gap;
      const spots = [
        [node.x + off, node.y - size / 2], [node.x - off - wide, node.y - size / 2],
        [node.x - wide / 2, node.y + off], [node.x - wide / 2, node.y - off - size],
        [node.x + off * 0.7, node.y + off * 0.7], [node.x - off * 0.7 - wide, node.y + off * 0.7],
        [node.x + off * 0.7, node.y - off * 0.7 - size], [node.x - off * 0.7 - wide, node.y - off * 0.7 - size],
        [node.x - wide / 2, node.y + off + size], [node.x - wide / 2, node.y - off - 2 * size],
        [node.x + off, node.y + off + size], [node.x - off - wide, node.y + off + size],
        [node.x + off, node.y - off - 2 * size], [node.x - off - wide, node.y - off - 2 * size],
      ].map(([left, top]) => ({ left, top, right: left + wide, bottom: top + size }));
      const clear = (box) => free(box) && !discs.some((disc) => disc.key !== node.key && overlap(box, disc));
      const box = spots.find(clear) || ((first(node) || (data.nodes.length > 60 && rank < HUBS)) && spots.find(free));
      if (!box) return;
      taken.push(box);
      const middle = box.top + size / 2;
      const after = box.right <= node.x; // the sign is on the side of the node
      const write = (text, left, colour) => {
        context.fillStyle = colour;
        context.strokeText(text, left, middle);
        context.fillText(text, left, middle);
      };
      context.strokeStyle = tones().paper;
      context.lineWidth = 3;
      context.lineJoin = 'round';
      context.textBaseline = 'middle';
      write(node.label, after ? box.left : box.left + mark, tones().ink);
      if (sign) write(sign, after ? box.right - context.measureText(sign).width : box.left, colourOf(data.nodes[Number(node.key)].kind));
    });
  }
  renderer.on('beforeRender', () => { named = []; });
  renderer.on('afterRender', drawNames);

  // the whole name of what the pointer is on, and of what is selected, on a ground of its own
  function drawHover(context, node, settings) {
    const size = settings.labelSize;
    const { width } = renderer.getDimensions();
    context.font = `${settings.labelWeight} ${size}px ${settings.labelFont}`;
    const place = Number(node.key);
    const lines = broken(context, `${signOf(place)} ${data.nodes[place].label}`.trim(), Math.min(320, width - 30));
    const wide = Math.max(...lines.map((line) => context.measureText(line).width)) + 12;
    const high = lines.length * (size + 4) + 6;
    const off = node.size + 3;
    let left = node.x + off;
    if (left + wide > width - 2) left = node.x - off - wide;
    if (left < 2) left = Math.max(2, Math.min(node.x - wide / 2, width - wide - 2));
    const aside = left >= node.x || left + wide <= node.x;
    const top = aside ? node.y - high / 2 : node.y + off;
    context.fillStyle = tones().paper;
    context.strokeStyle = tones().line;
    context.lineWidth = 1;
    context.beginPath();
    context.rect(left, top, wide, high);
    context.moveTo(node.x + off, node.y);
    context.arc(node.x, node.y, off, 0, 2 * Math.PI);
    context.fill();
    context.stroke();
    context.fillStyle = tones().ink;
    context.textBaseline = 'middle';
    lines.forEach((line, number) => context.fillText(line, left + 6, top + 3 + (number + 0.5) * (size + 4)));
  }

  // a text in lines that are no wider than a number of pixels
  function broken(context, text, most) {
    const lines = [''];
    text.split(' ').forEach((word) => {
      const line = lines[lines.length - 1];
      const longer = line ? `${line} ${word}` : word;
      if (line && context.measureText(longer).width > most) lines.push(word);
      else lines[lines.length - 1] = longer;
    });
    return lines;
  }

  function element(name, text, parent) {
    const made = document.createElement(name);
    if (text !== undefined && text !== null) made.textContent = text;
    if (parent) parent.append(made);
    return made;
  }

  // among pages that describe them, things are looked up there
  function place(iri) {
    const around = data.around;
    if (!around || !iri.startsWith(around.base)) return iri;
    const [path, ...mark] = iri.slice(around.base.length).split('#');
    return around.documents + path + around.ending + (mark.length ? `#${mark.join('#')}` : '');
  }

  // what an address is called: a node by its name, a concept by its word, another thing by its place
  const called = new Map(data.nodes.map((node) => [node.more.permalink, node.label]));
  function shown(iri) {
    if (called.has(iri)) return called.get(iri);
    if (iri.startsWith(data.vocabulary)) {
      const short = iri.slice(iri.lastIndexOf('/') + 1);
      return data.words[short] || short.replaceAll('-', ' ');
    }
    return data.around && iri.startsWith(data.around.base) ? iri.slice(data.around.base.length) : iri;
  }

  function entry(list, name, value) {
    element('dt', name.replace(/(?<=[a-z0-9])([A-Z])/g, ' $1').toLowerCase(), list);
    const cell = element('dd', null, list);
    const told = name === 'kind' || name === 'side' ? wordsOf(value) : value;
    const several = Array.isArray(told) ? told : [told];
    const parent = several.length > 1 ? element('ul', null, cell) : cell;
    several.forEach((text) => {
      const item = several.length > 1 ? element('li', null, parent) : parent;
      if (/^https?:\/\//.test(String(text))) {
        const link = element('a', name === 'permalink' ? String(text) : shown(String(text)), item);
        link.href = place(String(text));
        link.rel = 'noreferrer noopener';
        link.target = '_blank';
      } else {
        item.append(String(text));
      }
    });
  }

  function edgeTitle(place) {
    const edge = data.edges[place];
    const sign = data.directed ? '→' : '–';
    return `${data.nodes[edge.s].label} ${sign} ${data.nodes[edge.t].label}${edge.kind ? `: ${wordsOf(edge.kind)}` : ''}`;
  }

  function showEdge(place, into) {
    element('h3', edgeTitle(place), into);
    const list = element('dl', null, into);
    Object.entries(data.edges[place].more).forEach(([name, value]) => entry(list, name, value));
  }

  function button(text, action, parent) {
    const made = element('button', text, parent);
    made.type = 'button';
    made.className = 'link';
    made.addEventListener('click', action);
  }

  function showDetails() {
    const panel = byId('details');
    panel.replaceChildren();
    if (state.edge !== null) {
      const { s, t } = data.edges[Number(state.edge.slice(1))];
      data.edges.forEach((edge, place) => {
        const same = (edge.s === s && edge.t === t) || (edge.s === t && edge.t === s);
        if (same && !state.hiddenEdges.has(`e${place}`)) showEdge(place, panel);
      });
    } else if (state.node !== null) {
      const node = data.nodes[Number(state.node)];
      element('h3', node.label, panel);
      const list = element('dl', null, panel);
      Object.entries(node.more).forEach(([name, value]) => entry(list, name, value));
      element('h3', 'Edges', panel);
      const edges = element('ul', null, panel);
      graph.edges(state.node).filter((key) => !state.hiddenEdges.has(key)).forEach((key) => {
        button(edgeTitle(Number(key.slice(1))), () => select(null, key), element('li', null, edges));
      });
    } else {
      element('p', 'Select a node or an edge to see what it rests on.', panel);
    }
  }

  function select(node, edge) {
    state.node = node;
    state.edge = edge;
    state.near = new Set(edge !== null ? graph.extremities(edge) : node !== null ? graph.neighbors(node) : []);
    showDetails();
    renderer.refresh();
  }

  function goTo(node) {
    select(node, null);
    const place = renderer.getNodeDisplayData(node);
    if (place) renderer.getCamera().animate({ x: place.x, y: place.y }, { duration: 200 });
  }

  renderer.on('clickNode', ({ node }) => select(node, null));
  renderer.on('clickEdge', ({ edge }) => select(null, edge));
  renderer.on('clickStage', () => select(null, null));

  // filters; where all stands in one column, they are folded so that the drawing is near
  byId('filters').open = !window.matchMedia('(max-width: 70rem)').matches;
  const kinds = { node: new Map(), edge: new Map() };
  function boxes(part, kindOf, holder) {
    const counts = new Map();
    data[`${part}s`].forEach((item) => counts.set(item.kind, (counts.get(item.kind) || 0) + 1));
    if (counts.size < 2) { holder.hidden = true; return; }
    if (counts.size > 8) holder.classList.add('long');
    [...counts].sort((a, b) => b[1] - a[1]).forEach(([kind, number]) => {
      const label = element('label', null, holder);
      label.className = 'kind';
      const box = element('input', null, label);
      box.type = 'checkbox';
      box.checked = box.defaultChecked = true;
      const look = kindOf(kind);
      if (look) {
        const sign = element('span', look.sign, label);
        sign.className = 'sign';
        sign.dataset.kind = kind;
        sign.style.color = colourOf(kind);
        sign.setAttribute('aria-hidden', 'true');
      }
      label.append(` ${wordsOf(kind) || 'without a kind'} (${number})`);
      kinds[part].set(kind, box);
    });
  }
  boxes('node', (kind) => data.looks[kind], byId('node-kinds'));
  boxes('edge', () => null, byId('edge-kinds'));

  const from = byId('from');
  const until = byId('until');
  const month = (index) => `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
  const index = (day) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
  const dated = data.edges.flatMap((edge) => [edge.start, edge.end]).filter(Boolean).map(index);
  if (dated.length) {
    const low = dated.reduce((a, b) => Math.min(a, b));
    const high = dated.reduce((a, b) => Math.max(a, b));
    [from, until].forEach((input) => { input.min = low; input.max = high; });
    from.value = from.defaultValue = low;
    until.value = until.defaultValue = high;
  } else {
    byId('dates').hidden = true;
  }

  function edgeStays(edge) {
    const box = kinds.edge.get(edge.kind);
    if (box && !box.checked) return false;
    if (!dated.length) return true;
    if (!edge.start && !edge.end) return byId('undated').checked;
    const begins = edge.start ? index(edge.start) : -Infinity;
    const ends = edge.end ? index(edge.end) : Infinity;
    return begins <= Number(until.value) && ends >= Number(from.value);
  }

  function filter() {
    if (Number(from.value) > Number(until.value)) until.value = from.value;
    if (dated.length) {
      [from, until].forEach((input) => {
        byId(`${input.id}-text`).textContent = month(Number(input.value));
        input.setAttribute('aria-valuetext', month(Number(input.value)));
      });
    }
    const off = new Set();
    data.nodes.forEach((node, place) => {
      const box = kinds.node.get(node.kind);
      if (box && !box.checked) off.add(String(place));
    });
    state.hiddenEdges = new Set();
    const linked = new Set();
    data.edges.forEach((edge, place) => {
      if (off.has(String(edge.s)) || off.has(String(edge.t)) || !edgeStays(edge)) state.hiddenEdges.add(`e${place}`);
      else { linked.add(String(edge.s)); linked.add(String(edge.t)); }
    });
    const whole = !state.hiddenEdges.size;
    data.nodes.forEach((node, place) => {
      if (!whole && !linked.has(String(place))) off.add(String(place));
    });
    state.hidden = off;
    if (state.node !== null && off.has(state.node)) select(null, null);
    document.querySelectorAll('tr[data-node]').forEach((row) => { row.hidden = off.has(row.dataset.node); });
    document.querySelectorAll('tr[data-edge]').forEach((row) => { row.hidden = state.hiddenEdges.has(row.dataset.edge); });
    byId('status').textContent = `${data.nodes.length - off.size} of ${data.nodes.length} nodes and `
      + `${data.edges.length - state.hiddenEdges.size} of ${data.edges.length} edges are shown.`;
    renderer.refresh();
  }
  const form = byId('controls');
  form.addEventListener('input', (event) => { if (event.target.id !== 'search') filter(); });
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', () => setTimeout(() => { select(null, null); filter(); renderer.getCamera().animatedReset(); }));

  // search
  const names = byId('names');
  data.nodes.slice(0, 5000).forEach((node) => { element('option', null, names).value = node.label; });
  function search(text) {
    const wanted = text.trim().toLocaleLowerCase();
    if (!wanted) return;
    const fits = data.nodes.map((node, place) => [node.label.toLocaleLowerCase(), String(place)])
      .filter(([label, place]) => label.includes(wanted) && !state.hidden.has(place));
    const best = fits.find(([label]) => label === wanted) || fits[0];
    if (best) goTo(best[1]);
    byId('status').textContent = best ? `${fits.length} found.` : 'No node that is shown has this name.';
  }
  byId('search').addEventListener('change', (event) => search(event.target.value));
  byId('search').addEventListener('keydown', (event) => { if (event.key === 'Enter') { event.preventDefault(); search(event.target.value); } });

  // keyboard
  const ways = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
  function towards([x, y]) {
    const shown = graph.nodes().filter((key) => !state.hidden.has(key));
    if (!shown.length) return;
    if (state.node === null) { goTo(shown[0]); return; }
    const here = graph.getNodeAttributes(state.node);
    let best = null;
    shown.forEach((key) => {
      const there = graph.getNodeAttributes(key);
      const [dx, dy] = [there.x - here.x, there.y - here.y];
      const along = dx * x + dy * y;
      const aside = Math.abs(dx * y - dy * x);
      if (key !== state.node && along > 0 && (!best || along + 2 * aside < best[0])) best = [along + 2 * aside, key];
    });
    if (best) goTo(best[1]);
  }
  let turn = 0;
  stage.addEventListener('keydown', (event) => {
    const camera = renderer.getCamera();
    if (ways[event.key]) towards(ways[event.key]);
    else if (event.key === 'n' && state.node !== null) {
      const near = graph.neighbors(state.node).filter((key) => !state.hidden.has(key) && key !== state.node);
      if (near.length) { const start = state.node; goTo(near[turn % near.length]); if (state.node !== start) turn += 1; }
    } else if (event.key === 'Enter') byId('details').focus();
    else if (event.key === '+' || event.key === '=') camera.animatedZoom();
    else if (event.key === '-') camera.animatedUnzoom();
    else if (event.key === '0') camera.animatedReset();
    else if (event.key === 'Escape') select(null, null);
    else return;
    event.preventDefault();
  });
  byId('details').addEventListener('keydown', (event) => { if (event.key === 'Escape') { stage.focus(); select(null, null); } });

  filter();
  document.documentElement.dataset.ready = 'true';
})();
