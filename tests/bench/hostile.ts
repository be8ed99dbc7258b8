import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { z } from 'zod';
import { slotsOf, slotsPath } from './processes/ask.ts';
import { createCleanup } from './processes/cleanup.ts';
import { productDatabase, startCluster } from './processes/database.ts';
import { bookingBody, locationId, makeGemeente, topic } from './processes/gemeente.ts';
import { attackAnswer, attacks } from './processes/jobs.ts';
import { startProduct } from './processes/product.ts';
import { startWorker } from './processes/worker.ts';
import { report } from './support.ts';

// An ordinary visitor books, again and again, while one network does its worst: how long each step takes them beside the
// same on a quiet server, and what memory it costs. Linux only: of /proc.
const journeys = 60;
const most = 3;

await using cleanup = createCleanup();
const cluster = await startCluster();
cleanup.defer(cluster.stop);

const times = new Map<string, { waits: number[]; before: number; after: number; statuses: string }>();
for (const name of ['quiet', ...attacks] as const) times.set(name, await measure(name));

const quiet = times.get('quiet');
assert(quiet);
const p99 = ({ waits }: { waits: number[] }) =>
  waits.toSorted((a, b) => a - b)[Math.ceil(waits.length * 0.99) - 1] ?? Number.NaN;
const rows = [...times].map(([name, measured]) => ({
  what: name,
  'p99 of a step (ms)': p99(measured),
  'beside quiet': p99(measured) / p99(quiet),
  'MB before': measured.before,
  'MB after': measured.after,
  answers: measured.statuses,
}));
const worst = Math.max(...[...times.values()].map(p99));
report(rows, { name: 'hostile', ours: worst, floor: p99(quiet), ratio: worst / p99(quiet), unit: 'ms' });
if (worst / p99(quiet) > most) process.exitCode = 1;

async function measure(name: 'quiet' | (typeof attacks)[number]) {
  const database = await productDatabase(cluster, name);
  await makeGemeente(database.db, {
    locations: 5,
    casemanagersEach: 10,
    weekdays: [1, 2, 3, 4, 5],
    gridMinutes: 15,
  });
  // As behind a proxy, so that the visitor and the attack come from two addresses.
  const server = await startProduct(database.url, cluster.folder, {
    RATE_LIMITS: 'on',
    TRUSTED_PROXIES: '127.0.0.1',
    LOG_LEVEL: 'silent',
  });
  const offered = await slotsOf(server.port, { days: 56, location: locationId(4), modality: 'op-locatie' });
  const visit = visitor(server.port, offered.map(({ start }) => start).slice(-journeys - 10));
  for (let warmUp = 0; warmUp < 10; warmUp++) await visit();
  const before = megabytes(server.pid);
  const attacker = startWorker('attacker.ts');
  const holds = (
    await slotsOf(server.port, { days: 56, location: locationId(0), modality: 'op-locatie' })
  ).map(({ start }) => JSON.stringify({ topic, start, location: locationId(0), modality: 'op-locatie' }));
  const job = { port: server.port, attack: name, holds };
  if (name !== 'quiet') await attacker.ask(job, attackAnswer);
  const waits: number[] = [];
  for (let journey = 0; journey < journeys; journey++) waits.push(...(await visit()));
  const after = megabytes(server.pid);
  const { statuses } = name === 'quiet' ? { statuses: {} } : await attacker.ask(job, attackAnswer);
  await attacker.stop();
  await server.stop();
  await database.close();
  const said = Object.entries(statuses).map(([status, times]) => `${times} x ${status}`);
  return { waits, before, after, statuses: said.join(', ') };
}

/** Somebody who looks, holds a time and books it; the milliseconds of each step. Each time it is somebody else. */
function visitor(port: number, starts: string[]) {
  let visits = 0;
  return async () => {
    const start = starts[visits++];
    assert(start, 'expected enough free times');
    const address = `198.51.100.${visits}`;
    const waits: number[] = [];
    const step = async (path: string, status: number, body?: string) => {
      const began = performance.now();
      const answer = await ask(port, path, address, body);
      waits.push(performance.now() - began);
      assert.equal(answer.status, status, `${path}: ${answer.text.slice(0, 300)}`);
      return answer.text;
    };
    const query = `topic=${topic}&modality=op-locatie&location=${locationId(4)}`;
    await step('/', 200);
    await step('/afspraak', 200);
    await step(`/afspraak/wanneer?${query}`, 200);
    await step(slotsPath({ from: start.slice(0, 10), days: 7, location: locationId(4) }), 200);
    const time = { start, location: locationId(4) };
    const wish = JSON.stringify({ topic, ...time, modality: 'op-locatie' });
    const { hold } = z.object({ hold: z.string() }).parse(JSON.parse(await step('/api/v1/holds', 201, wish)));
    const person = JSON.parse(bookingBody(time, `visitor${visits}`));
    const booking = JSON.stringify({
      ...person,
      hold,
      start: undefined,
      location: undefined,
      modality: undefined,
    });
    const made = JSON.parse(await step('/api/v1/appointments', 201, booking));
    await step(`/mijn-afspraak/${z.object({ token: z.string() }).parse(made).token}`, 200);
    return waits;
  };
}

function ask(port: number, path: string, address: string, body?: string) {
  const method = body === undefined ? 'GET' : 'POST';
  const headers = { 'x-forwarded-for': address, 'content-type': 'application/json' };
  return new Promise<{ status: number; text: string }>((done, fail) => {
    request({ host: '127.0.0.1', port, path, method, headers, agent: false }, (res) => {
      let text = '';
      res.setEncoding('utf8').on('data', (more: string) => {
        text += more;
      });
      res.on('end', () => done({ status: res.statusCode ?? 0, text }));
    })
      .on('error', fail)
      .end(body);
  });
}

function megabytes(pid: number): number {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes) / 1024;
}
