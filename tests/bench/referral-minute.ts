import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { Browser, BrowserContext, Page } from 'playwright';
import { z } from 'zod';
import { connect } from '#db/client.ts';
import { createSessions } from '#server/accounts/sessions.ts';
import { systemClock } from '#server/kernel/clock.ts';
import { startBrowser } from './processes/browser.ts';
import { createCleanup } from './processes/cleanup.ts';
import { startCluster } from './processes/database.ts';
import { startProduct } from './processes/product.ts';
import { median, report } from './support.ts';

// How long it takes to get a jongere an afspraak on the street: from opening `/jongerenwerk` on a phone whose browser is new to
// the site, to the page with the link. On slow 4G with a processor of a quarter of the speed. What a browser waits is measured;
// what a person does is reckoned. The floor is bare node:http: as many pages, each the answer to a form, under the same throttle.

const rounds = 3;
/**
 * The slow 4G of Lighthouse 12 as it is set in a browser: latency in ms of each request (150 to and fro, times 3.75), kilobits a
 * second (nine tenths of 1.6 Mbit/s and 750 kbit/s), and how many times slower the processor is.
 */
const line = { latency: 562.5, down: 1474.56, up: 675, processor: 4 };
/**
 * Seconds: a sign typed with two thumbs (36 words a minute, Palin et al. 2019), a tap or a scroll (keystroke-level model, Card,
 * Moran and Newell 1980), and a word that is read aloud (150 words a minute).
 */
const person = { sign: 0.33, tap: 1.3, word: 0.4 };

interface Screen {
  name: string;
  /** What is typed into which field. */
  types?: Readonly<Record<string, string>>;
  /** What is chosen, a tap each. */
  taps?: readonly string[];
  /** What is read together. */
  reads?: string;
  /** The button that leads on. */
  press: string;
  /** What the next screen has. */
  shows: string;
}

const next = 'form[data-referral] button[name=action]:not([hidden])[value=next]';
const heading = (text: string) => `h2:text-is("${text}")`;
/** Another jongere in each round: somebody has one afspraak at a time. */
const screensOf = (round: number): readonly Screen[] => [
  { name: 'the list', press: 'main a:text-is("Boek samen")', shows: heading('Wie is het?') },
  {
    name: 'who it is',
    types: { firstName: 'Noa', phone: `061234567${round}` },
    taps: ['input[name=ageGroup][value="18-22"]', 'input[name=residence][value="here"]'],
    press: next,
    shows: heading('Waar gaat het over?'),
  },
  {
    name: 'what about',
    types: { told: 'Wil terug naar school' },
    taps: ['input[name=topic]'],
    press: next,
    shows: heading('Wat is er nodig?'),
  },
  { name: 'what is needed', press: next, shows: heading('Lees samen wat je doorgeeft') },
  {
    name: 'consent',
    reads: '.street-consent',
    taps: ['input[name=consent]'],
    press: next,
    shows: heading('Kies een tijd'),
  },
  { name: 'a time', taps: ['input[name=start]'], press: next, shows: heading('De afspraak staat') },
];

await using cleanup = createCleanup();
const cluster = await startCluster();
cleanup.defer(cluster.stop);
const database = await cluster.database('referral_minute');
const server = await startProduct(database, cluster.folder, { LOG_LEVEL: 'fatal' });
cleanup.defer(server.stop);
const { sql, db, close } = connect(database);
cleanup.defer(close);
const sessions = createSessions(db, systemClock, { secure: false });
const [found] = z
  .array(z.object({ id: z.uuid() }))
  .parse(await sql`select id from staff where email = 'youssef@example.nl'`);
const site = `http://127.0.0.1:${server.port}`;
const count = screensOf(0).length;
const bare = await barePages(count + 1);
cleanup.defer(() => {
  bare.server.close();
});

const browser = await startBrowser();
cleanup.defer(() => browser.close());

const ours: Waited[][] = [];
const floor: number[] = [];
for (let round = 0; round < rounds; round++) {
  ours.push(await referOnce(browser, screensOf(round)));
  floor.push(await walkBare(browser));
}
const names = ['opening', ...screensOf(0).map(({ name }) => name)];
const rows = names.map((name, index) => {
  const of = ours.map((all) => all[index]);
  return {
    screen: name,
    'waited s': median(of.map((one) => one?.waited ?? 0)),
    'person s': median(of.map((one) => one?.person ?? 0)),
  };
});
const sum = (key: 'waited' | 'person') =>
  median(ours.map((all) => all.reduce((total, one) => total + one[key], 0)));
const waited = sum('waited');
const total = waited + sum('person');
console.log(`from opening to done: ${total.toFixed(1)} s, of which ${waited.toFixed(1)} s waiting`);
report([...rows, { screen: 'all', 'waited s': waited, 'person s': sum('person') }], {
  name: 'referral-minute',
  ours: waited,
  floor: median(floor),
  ratio: waited / median(floor),
  unit: 's waited',
});
if (total >= 60) process.exitCode = 1;

interface Waited {
  /** Seconds until what comes next is there. */
  waited: number;
  /** Seconds that somebody types, taps and reads before. */
  person: number;
}

/** One referral in a browser that was never here, of a jongerenwerker who is signed in. */
async function referOnce(on: Browser, screens: readonly Screen[]): Promise<Waited[]> {
  const context = await openPhone(on);
  const [pair = ''] = sessions.cookie(await sessions.begin(found?.id ?? '')).split(';');
  const [name = '', value = ''] = pair.split('=');
  await context.addCookies([{ name, value, url: site }]);
  const page = await throttled(context);
  try {
    const opened = await timed(async () => {
      await page.goto(`${site}/jongerenwerk`, { waitUntil: 'commit' });
      await page.locator(screens[0]?.press ?? '').waitFor();
    });
    const all: Waited[] = [{ waited: opened, person: 0 }];
    for (const screen of screens) all.push(await passScreen(page, screen));
    return all;
  } finally {
    await context.close();
  }
}

async function passScreen(
  page: Page,
  { types = {}, taps = [], reads, press, shows }: Screen,
): Promise<Waited> {
  for (const [name, text] of Object.entries(types)) await page.locator(`[name="${name}"]`).fill(text);
  for (const tap of taps) await page.locator(tap).first().check();
  const read = reads === undefined ? '' : await page.locator(reads).textContent();
  const words = read?.match(/\S+/g)?.length ?? 0;
  const signs = Object.values(types).join('').length;
  const acts = Object.keys(types).length + taps.length + 1;
  const waited = await timed(async () => {
    await page.locator(press).first().click({ noWaitAfter: true });
    await page.locator(shows).waitFor();
  });
  return { waited, person: signs * person.sign + acts * person.tap + words * person.word };
}

async function timed(act: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await act();
  return (performance.now() - start) / 1000;
}

function openPhone(on: Browser): Promise<BrowserContext> {
  return on.newContext({
    viewport: { width: 390, height: 844 },
    locale: 'nl-NL',
    timezoneId: 'Europe/Amsterdam',
    reducedMotion: 'reduce',
    isMobile: true,
    hasTouch: true,
  });
}

async function throttled(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  const protocol = await context.newCDPSession(page);
  await protocol.send('Network.enable');
  await protocol.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: line.latency,
    downloadThroughput: (line.down * 1000) / 8,
    uploadThroughput: (line.up * 1000) / 8,
  });
  await protocol.send('Emulation.setCPUThrottlingRate', { rate: line.processor });
  return page;
}

/** Pages of a few bytes, each with a form that leads to the next. */
async function barePages(count: number): Promise<{ server: Server; url: string }> {
  const made = createServer((request, response) => {
    request.resume();
    const at = Number(request.url?.slice(1) ?? 0);
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    const form = `<form method="post" action="/${at + 1}"><button>Verder</button></form>`;
    response.end(`<!doctype html><title>${at}</title><h1>${at}</h1>${at + 1 < count ? form : ''}`);
  });
  made.listen(0, '127.0.0.1');
  await once(made, 'listening');
  const address = made.address();
  if (address === null || typeof address === 'string') throw new Error('expected a port');
  return { server: made, url: `http://127.0.0.1:${address.port}` };
}

async function walkBare(on: Browser): Promise<number> {
  const context = await openPhone(on);
  const page = await throttled(context);
  try {
    return await timed(async () => {
      await page.goto(`${bare.url}/0`, { waitUntil: 'commit' });
      for (let index = 0; index < count; index++) {
        await page.locator('button').click({ noWaitAfter: true });
        await page.locator(`h1:text-is("${index + 1}")`).waitFor();
      }
    });
  } finally {
    await context.close();
  }
}
