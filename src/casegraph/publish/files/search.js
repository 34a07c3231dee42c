// Search without a server: what casegraph.find does, over the names that names.js holds.
(() => {
  'use strict';
  const NEAR = 80;
  const { things, letters } = window.casegraphNames;

  function fold(text) {
    let plain = '';
    for (const sign of text.normalize('NFKC')) plain += sign < '\u0080' ? sign : letters[sign] || '';
    return (plain.toLowerCase().replace(/['`]/g, '').match(/[a-z0-9]+/g) || []).join(' ');
  }

  // the longest common subsequence, as a share of both: what rapidfuzz calls ratio
  function ratio(a, b) {
    if (!a.length && !b.length) return 100;
    let before = new Array(b.length + 1).fill(0);
    for (const sign of a) {
      const row = [0];
      for (let at = 0; at < b.length; at += 1) row.push(sign === b[at] ? before[at] + 1 : Math.max(before[at + 1], row[at]));
      before = row;
    }
    return (200 * before[b.length]) / (a.length + b.length);
  }

  function likeness(wanted, name) {
    if (!wanted || !name) return 0;
    const sorted = (text) => text.split(' ').sort().join(' ');
    const whole = Math.max(ratio(sorted(wanted), sorted(name)), ratio(wanted.replaceAll(' ', ''), name.replaceAll(' ', '')));
    const words = name.split(' ');
    const partial = Math.min(...wanted.split(' ').map((part) => Math.max(...words.map((word) => ratio(part, word)))));
    return Math.max(whole, partial >= NEAR ? partial - 2 : 0);
  }

  function find(text) {
    const wanted = fold(text);
    const found = [];
    things.forEach((thing) => {
      let best = null;
      Object.entries(thing.names).forEach(([folded, name]) => {
        const score = Math.round(likeness(wanted, folded) * 10) / 10;
        if (score >= NEAR && (!best || score > best.score)) best = { ...thing, name, score };
      });
      if (best) found.push(best);
    });
    const order = (a, b) => (a < b ? -1 : Number(a > b));
    return found.sort((a, b) => b.score - a.score || order(a.label, b.label) || order(a.path, b.path));
  }
  window.casegraphFind = find;

  function element(name, text, parent) {
    const made = document.createElement(name);
    made.textContent = text;
    parent.append(made);
    return made;
  }

  function show(text) {
    const part = document.getElementById('found');
    const found = find(text).slice(0, 50);
    part.replaceChildren();
    const title = element('h2', `${found.length} ${found.length === 1 ? 'thing' : 'things'} named like “`, part);
    title.id = 'found-title';
    element('bdi', text, title);
    title.append('”');
    if (!found.length) {
      const advice = element('p', 'Try fewer letters, or another spelling. You can also ', part);
      element('a', 'browse', advice).href = 'browse.html';
      advice.append(' all names.');
      return;
    }
    const list = element('ol', '', part);
    list.className = 'plain index';
    found.forEach((thing) => {
      const line = element('li', '', list);
      const link = element('a', '', line);
      const [path, ...mark] = thing.path.split('#');
      link.href = `doc/${path.split('/').map(encodeURIComponent).join('/')}.html${mark.length ? `#${mark[0]}` : ''}`;
      element('bdi', thing.label, link);
      if (fold(thing.name) !== fold(thing.label)) {
        const also = element('span', ' as ', line);
        also.className = 'also';
        element('bdi', thing.name, also);
      }
      line.append(' ');
      element('span', thing.kind.replace(/(?<=[a-z0-9])([A-Z])/g, ' $1').toLowerCase(), line).className = 'kind';
    });
  }

  if (typeof document !== 'undefined') {
    const wanted = new URLSearchParams(window.location.search).get('q') || '';
    document.querySelectorAll('#q').forEach((field) => { field.value = wanted; });
    if (wanted.trim()) show(wanted.trim());
    document.documentElement.dataset.ready = 'true';
  }
})();
