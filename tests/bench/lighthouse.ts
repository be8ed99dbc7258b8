import { createServer } from 'node:net';
import lighthouse from 'lighthouse';
import { z } from 'zod';
import { inLanguage, languageList } from '#server/kernel/languages.ts';
import { publicPaths } from '../../src/site/publicPaths.ts';
import { startBrowser } from './processes/browser.ts';
import { createCleanup } from './processes/cleanup.ts';
import { startCluster } from './processes/database.ts';
import { startProduct } from './processes/product.ts';
import { median, report } from './support.ts';

// Every public page in every language as Lighthouse sees it on a phone, and the steps of booking: the median of three.

const slot = z.object({ start: z.string(), location: z.string(), modality: z.string() });
const slotsAnswer = z.object({ slots: z.array(slot) });
const holdAnswer = z.object({ hold: z.string() });

const rounds = 3;
const targets = { performance: 98, accessibility: 100, 'best-practices': 100, seo: 100 };
type Category = keyof typeof targets;
const categories: Category[] = ['performance', 'accessibility', 'best-practices', 'seo'];

await using cleanup = createCleanup();
const cluster = await startCluster();
cleanup.defer(cluster.stop);
const server = await startProduct(await cluster.database('lighthouse'), cluster.folder);
cleanup.defer(server.stop);
const debugPort = await freePort();
const browser = await startBrowser(`--remote-debugging-port=${debugPort}`);
cleanup.defer(() => browser.close());

/** How long the page of a step may keep a phone from answering, in all (total blocking time, at CPU × 4). */
const mostBlockingMs = 200;
const site = `http://127.0.0.1:${server.port}`;
const steps = await bookingSteps();

const addresses = publicPaths.flatMap((path) => languageList.map((lang) => inLanguage(lang, path)));
const blocking: { page: string; 'blocking ms': number }[] = [];
const rows: ({ page: string } & Record<Category, number>)[] = [];
for (const address of addresses) {
  const page = { page: address, ...(await medianScores(site + address)) };
  rows.push(page);
  console.log(`${address}: ${categories.map((category) => `${category} ${page[category]}`).join(', ')}`);
}

for (const address of steps) {
  const page = {
    page: address.replace(/[\w-]{30,}/, '…'),
    'blocking ms': await medianBlocking(site + address),
  };
  blocking.push(page);
  console.log(`${page.page}: ${page['blocking ms'].toFixed(0)} ms blocked, ${mostBlockingMs} at most`);
}
console.table(blocking);

const lowest = rows
  .flatMap((row) => categories.map((category) => ({ ours: row[category], floor: targets[category] })))
  .reduce((a, b) => (b.ours / b.floor < a.ours / a.floor ? b : a));
report(rows, { name: 'lighthouse', ...lowest, ratio: lowest.ours / lowest.floor, unit: 'score' });

async function medianScores(url: string): Promise<Record<Category, number>> {
  const runs: Record<Category, number>[] = [];
  for (let round = 0; round < rounds; round++) runs.push(await scores(url));
  const of = (category: Category) => median(runs.map((run) => run[category]));
  return {
    performance: of('performance'),
    accessibility: of('accessibility'),
    'best-practices': of('best-practices'),
    seo: of('seo'),
  };
}

/** The addresses of the steps of a booking: choosing a time from a full week, and what comes after. */
async function bookingSteps(): Promise<string[]> {
  const { topic, slot } = await freeTelephoneTime();
  const hold = await fetch(`${site}/api/v1/holds`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ topic, ...slot }),
  });
  const { hold: token } = holdAnswer.parse(await hold.json());
  const week = slot.start.slice(0, 10);
  return [
    '/afspraak',
    `/afspraak/hoe?topic=${topic}`,
    `/afspraak/wanneer?topic=${topic}&modality=telefoon&week=${week}`,
    `/afspraak/${token}/gegevens`,
  ];
}

/** A time by telephone in the last week that can be booked: there most is free, and so most is shown. */
async function freeTelephoneTime() {
  const topic = 'anders';
  const today = Date.now();
  const date = (days: number) => new Date(today + days * 86_400_000).toISOString().slice(0, 10);
  const query = new URLSearchParams({ topic, modality: 'telefoon', from: date(0), to: date(60) });
  const { slots } = slotsAnswer.parse(await (await fetch(`${site}/api/v1/slots?${query}`)).json());
  const slot = slots.at(-60);
  if (!slot) throw new Error(`expected free times by telephone for ${topic}, got ${slots.length}`);
  return { topic, slot };
}

async function medianBlocking(url: string): Promise<number> {
  const runs: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const { audits } = await audit(url);
    runs.push(audits['total-blocking-time']?.numericValue ?? Number.NaN);
  }
  return median(runs);
}

/**
 * One run of the mobile preset. On a busy machine Lighthouse can lose its own trace and asks to be run again: that is
 * no measurement, and is done twice more at most.
 */
async function audit(url: string, triesLeft = 2) {
  const result = await lighthouse(url, { port: debugPort, logLevel: 'error', onlyCategories: categories });
  const failure = result ? result.lhr.runtimeError?.message : 'no report';
  if (result && failure === undefined) return result.lhr;
  if (triesLeft === 0) throw new Error(`expected a report of ${url}, got: ${failure}`);
  console.log(`  ${url} is measured again, because: ${failure}`);
  return audit(url, triesLeft - 1);
}

/** The scores of one run; what takes points is said, so that it can be mended. */
async function scores(url: string): Promise<Record<Category, number>> {
  const lhr = await audit(url);
  const score = (category: Category) => Math.round((lhr.categories[category]?.score ?? 0) * 100);
  for (const category of categories.filter((name) => score(name) < targets[name])) {
    const causes = (lhr.categories[category]?.auditRefs ?? [])
      .filter(({ id, weight }) => weight > 0 && (lhr.audits[id]?.score ?? 1) < 0.95)
      .map(({ id }) => `${id} (${lhr.audits[id]?.displayValue ?? lhr.audits[id]?.score})`);
    console.log(`  ${url} ${category} ${score(category)}: ${causes.join(', ')}`);
  }
  return {
    performance: score('performance'),
    accessibility: score('accessibility'),
    'best-practices': score('best-practices'),
    seo: score('seo'),
  };
}

/** Lighthouse must know the port before the browser is there. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('expected an address with a port');
  return address.port;
}
