// The editor: YASQE and YASR with our prefixes, our vocabulary and our questions, and no other host.
// Without this script the page has a plain form, which does the same.
(() => {
  'use strict';
  const byId = (id) => document.getElementById(id);
  const data = JSON.parse(byId('editor-data').textContent);
  const area = byId('query');
  const { Yasqe, Yasr } = window.Yasgui;

  // what is in use: the class and property partitions of our own VoID description
  let vocabulary = null;
  function described() {
    vocabulary = vocabulary || fetch(data.description).then((answer) => answer.text()).then((text) => {
      const found = { class: new Set(), property: new Set() };
      for (const [, kind, iri] of text.matchAll(/<http:\/\/rdfs\.org\/ns\/void#(class|property)> <([^>]*)>/g)) found[kind].add(iri);
      return { class: [...found.class].sort(), property: [...found.property].sort() };
    });
    return vocabulary;
  }
  Yasqe.forkAutocompleter('prefixes', {
    name: 'our-prefixes', persistenceId: null,
    get: () => Object.entries(data.prefixes).map(([prefix, iri]) => `${prefix}: <${iri}>`).sort(),
  });
  for (const [name, kind] of [['class', 'class'], ['property', 'property']]) {
    Yasqe.forkAutocompleter(name, {
      name: `our-${name}`, bulk: true, autoShow: true, persistenceId: null, get: () => described().then((found) => found[kind]),
    });
  }
  const settings = {
    resizeable: true, editorHeight: '22rem', persistenceId: null, consumeShareLink: null, createShareableLink: () => window.location.href,
    autocompleters: ['variables', 'our-prefixes', 'our-class', 'our-property'], value: area.value,
    requestConfig: { endpoint: new URL(data.endpoint, document.baseURI).href, method: 'POST' },
  };
  const editor = new Yasqe(byId('yasqe'), settings);
  const results = new Yasr(byId('yasr'), {
    persistenceId: null, prefixes: data.prefixes, pluginOrder: ['table', 'response', 'boolean', 'error'], defaultPlugin: 'table',
    getPlainQueryLinkToEndpoint: () => undefined,
  });
  editor.getInputField().setAttribute('aria-label', 'Query, in SPARQL. Control and Enter asks, Control and Space completes, Tab goes on.');
  editor.getScrollerElement().tabIndex = 0;
  editor.addKeyMap({ Tab: false, 'Shift-Tab': false }); // the keyboard gets out again (WCAG 2.2, 2.1.2)
  byId('by-hand').hidden = true;
  byId('keys').hidden = false;
  results.on('drawn', () => {
    document.querySelectorAll('#yasr .tableSizer').forEach((part) => part.setAttribute('aria-label', 'Rows on a page'));
    document.querySelectorAll('#yasr .tableFilter').forEach((part) => part.setAttribute('aria-label', 'Filter the rows'));
    document.querySelectorAll('#yasr .yasr_results').forEach((part) => { part.tabIndex = 0; });
  });

  const told = (text) => { byId('told').textContent = text; };
  editor.on('query', () => told('Asking …'));
  editor.on('queryResponse', (_, response, duration) => {
    results.setResponse(response, duration);
    told(response.ok === false || response instanceof Error ? 'It was not answered; below is why.' : `Answered in ${Math.round(duration)} ms.`);
  });

  // things are described here, whatever their address begins with
  byId('yasr').addEventListener('click', (event) => {
    const link = event.target.closest('a[href]');
    if (!link) return;
    const iri = link.getAttribute('href');
    if (iri.startsWith(data.base)) link.href = data.documents + iri.slice(data.base.length);
  }, true);

  byId('examples').addEventListener('submit', (event) => {
    event.preventDefault();
    const name = byId('example').value;
    if (!name) return;
    const summary = byId('example').selectedOptions[0].textContent;
    fetch(`${data.questions}${encodeURIComponent(name)}.rq`).then((answer) => answer.text()).then((text) => {
      const lines = text.split('\n').filter((line) => !line.startsWith('#+'));
      editor.setValue([`# ${summary}`, ...lines].join('\n'));
      editor.focus();
    });
  });
  document.documentElement.dataset.ready = 'true';
})();
