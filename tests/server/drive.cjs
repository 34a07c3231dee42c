// Drives a browser over a running server, and prints as JSON what it saw.
// node drive.cjs NODE_MODULES CHROMIUM ADDRESS FOLDER
'use strict';
const path = require('node:path');
const fs = require('node:fs');
const [modules, chromium, address, folder] = process.argv.slice(2);
const { createRequire } = require('node:module');
const from = createRequire(path.join(modules, 'x.js'));
const puppeteer = from('puppeteer-core');
const axe = fs.readFileSync(from.resolve('axe-core/axe.min.js'), 'utf8');

const seen = { requests: [], problems: [], faults: {}, wide: [], steps: {} };
const PHONE = { width: 390, height: 844, isMobile: true, hasTouch: true, deviceScaleFactor: 2 };
const DESK = { width: 1280, height: 900, isMobile: false, hasTouch: false, deviceScaleFactor: 1 };

async function open(browser, target, options = {}) {
  const page = await browser.newPage();
  page.setDefaultTimeout(20000);
  await page.setViewport(options.phone ? PHONE : DESK);
  await page.emulateMediaFeatures([
    { name: 'prefers-color-scheme', value: options.dark ? 'dark' : 'light' }, { name: 'prefers-reduced-motion', value: 'reduce' },
  ]);
  if (options.plain) await page.setJavaScriptEnabled(false);
  if (options.print) await page.emulateMediaType('print');
  page.on('request', (request) => seen.requests.push(request.url()));
  page.on('pageerror', (error) => seen.problems.push(`${target}: ${error.message}`));
  page.on('console', (told) => { if (told.type() === 'error') seen.problems.push(`${target}: ${told.text()}`); });
  await page.goto(new URL(target, address).href, { waitUntil: 'load' });
  return page;
}

async function judge(page, name) {
  await page.screenshot({ path: path.join(folder, `${name}.png`) });
  await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  seen.faults[name] = found.violations.filter((fault) => fault.impact !== 'minor')
    .map((fault) => `${fault.id}: ${fault.nodes.slice(0, 3).map((node) => node.target.join(' ')).join(', ')}`);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth + 1);
  if (wide) seen.wide.push(name);
}

const count = (page, selector) => page.$$eval(selector, (found) => found.length);
const text = (page, selector) => page.$eval(selector, (found) => found.textContent);

async function search(browser) {
  const page = await open(browser, '/');
  await judge(page, 'start');
  seen.steps.fields = await count(page, 'input[type=search]');
  await page.type('#q', 'Exámpel');
  await Promise.all([page.waitForNavigation(), page.click('form.large button')]);
  await judge(page, 'search');
  seen.steps.hits = await count(page, '#found li');
  await Promise.all([page.waitForNavigation(), page.click('#found li a')]);
  seen.steps.hit = await text(page, 'h1');
  await page.close();
}

async function read(browser) {
  const page = await open(browser, '/doc/case/nwh-2019-1');
  await judge(page, 'case');
  await page.$eval('#disagreements', (part) => part.scrollIntoView());
  await page.screenshot({ path: path.join(folder, 'disagreement.png') });
  seen.steps.accounts = await count(page, '#disagreements .account');
  await page.keyboard.press('Tab');
  seen.steps.first = await page.evaluate(() => document.activeElement !== document.body);
  await Promise.all([page.waitForNavigation(), page.click('table.chain tbody th a')]);
  await judge(page, 'person');
  await page.close();
}

async function ask(browser) {
  const page = await open(browser, '/question/organisations-by-degree');
  await page.select('#f-case', 'nwh-2019-1');
  await Promise.all([page.waitForNavigation(), page.click('form.ask button')]);
  await judge(page, 'question');
  seen.steps.asked = new URL(page.url()).searchParams.get('case');
  seen.steps.rows = await count(page, 'table.answer tbody tr');
  seen.steps.bars = await count(page, '.chart li');
  await page.close();
}

async function edit(browser) {
  const page = await open(browser, '/editor');
  await page.waitForSelector('html[data-ready=true]');
  await page.select('#example', 'defendants');
  await page.click('#examples button');
  await page.waitForFunction(() => document.querySelector('.CodeMirror').CodeMirror.getValue().includes('role:defendant'));
  await page.click('.yasqe_queryButton');
  await page.waitForSelector('#yasr table tbody td');
  await page.waitForFunction(() => document.getElementById('told').textContent.startsWith('Answered'));
  seen.steps.answered = await count(page, '#yasr table tbody tr');
  await judge(page, 'editor');
  await page.$eval('.CodeMirror', (part) => part.CodeMirror.focus());
  await page.keyboard.press('Tab');
  seen.steps.left = await page.evaluate(() => !document.activeElement.matches('.CodeMirror textarea'));
  await page.evaluate(() => {
    const editor = document.querySelector('.CodeMirror').CodeMirror;
    editor.setValue('PREFIX cg: <https://w3id.org/casegraph/ns#>\nSELECT * WHERE { ?s a cg:Per }');
    editor.setCursor(1, 27);
    editor.focus();
  });
  await page.keyboard.down('Control');
  await page.keyboard.press('Space');
  await page.keyboard.up('Control');
  // a completion that is the only one is put in at once
  await page.waitForFunction(() => document.querySelector('.CodeMirror-hints li')
    || document.querySelector('.CodeMirror').CodeMirror.getValue().includes('cg:Person'));
  seen.steps.completed = await page.evaluate(() => [
    ...[...document.querySelectorAll('.CodeMirror-hints li')].map((hint) => hint.textContent),
    document.querySelector('.CodeMirror').CodeMirror.getValue(),
  ].join(' '));
  await page.close();
}

async function explore(browser) {
  const page = await open(browser, '/network/claims?case=nwh-2019-1');
  await judge(page, 'network');
  await Promise.all([page.waitForNavigation(), page.click('a.button')]);
  await page.waitForSelector('html[data-ready=true]');
  const name = await text(page, 'tr[data-node] th');
  await page.type('#search', name);
  await page.keyboard.press('Enter');
  await page.waitForFunction((wanted) => document.querySelector('#details h3')?.textContent === wanted, {}, name);
  seen.steps.found = name;
  seen.steps.details = await count(page, '#details dl dt');
  await judge(page, 'explored');
  await page.close();
}

async function looks(browser) {
  for (const [name, target, options] of [
    ['phone', '/', { phone: true }], ['phone-case', '/doc/case/nwh-2019-1', { phone: true }],
    ['phone-question', '/question/organisations-by-degree', { phone: true }],
    ['phone-table', '/question/dates-and-precision', { phone: true }], ['about', '/about', {}], ['shelf', '/browse/person', {}],
    ['document', '/doc/source/notice-7-20-3', {}], ['dark', '/', { dark: true }], ['dark-case', '/doc/case/nwh-2019-1', { dark: true }], ['dark-editor', '/editor', { dark: true }],
    ['dark-network', '/network/claims?case=nwh-2019-1', { dark: true }], ['phone-network', '/network/claims?case=nwh-2019-1', { phone: true }],
    ['dark-explored', '/network/claims.explore.html?case=nwh-2019-1', { dark: true }], ['phone-explored', '/network/claims.explore.html?case=nwh-2019-1', { phone: true, dark: true }],
    ['print', '/doc/case/nwh-2019-1', { print: true }],
  ]) {
    const page = await open(browser, target, options);
    await judge(page, name);
    if (name === 'phone-question') seen.steps.phoneBars = await page.$$eval('.chart svg.bar', (bars) => bars.map((bar) => bar.getBoundingClientRect().width));
    await page.close();
  }
}

// what is written on the canvas that has the names: each text with the box that it takes
function noteNames() {
  const context = CanvasRenderingContext2D.prototype;
  const { clearRect, fillText } = context;
  context.clearRect = function clear(...box) {
    this.canvas.names = [];
    return clearRect.apply(this, box);
  };
  context.fillText = function write(text, x, y) {
    const high = 13; // the size of names
    (this.canvas.names ||= []).push({ text, left: x, right: x + this.measureText(text).width, top: y - high / 2, bottom: y + high / 2 });
    return fillText.call(this, text, x, y);
  };
}

async function names(browser) {
  seen.steps.stages = {};
  for (const [name, options] of [['desk', {}], ['phone', { phone: true }]]) {
    const page = await open(browser, '/about', options);
    await page.evaluateOnNewDocument(noteNames);
    await page.goto(new URL('/network/case-events.explore.html?case=nwh-2019-1', address).href, { waitUntil: 'load' });
    await page.waitForSelector('html[data-ready=true]');
    await page.waitForFunction(() => [...document.querySelectorAll('#canvas canvas')].some((one) => one.names?.length));
    seen.steps.stages[name] = await page.evaluate(() => {
      const stage = document.getElementById('canvas').getBoundingClientRect();
      const written = [...document.querySelectorAll('#canvas canvas')].flatMap((one) => one.names || []);
      return { width: stage.width, height: stage.height, window: window.innerHeight, written };
    });
    await page.close();
  }
}

async function plain(browser) {
  const page = await open(browser, '/doc/case/nwh-2019-1', { plain: true });
  seen.steps.plainRows = await count(page, 'table.chain tbody tr');
  await page.goto(new URL('/editor?question=defendants', address).href);
  await page.select('#format', 'csv');
  seen.steps.plainForm = await page.$eval('#by-hand', (form) => form.offsetHeight > 0);
  await page.close();
}

(async () => {
  const browser = await puppeteer.launch({
    executablePath: chromium, userDataDir: path.join(folder, 'profile'),
    args: ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--disable-quic', '--no-first-run',
      '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
  try {
    for (const step of [search, read, ask, edit, explore, looks, names, plain]) await step(browser);
  } finally {
    await browser.close();
  }
  process.stdout.write(JSON.stringify(seen));
})().catch((error) => { console.error(error); process.exit(1); });
