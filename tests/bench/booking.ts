import assert from 'node:assert/strict';
import { z } from 'zod';
import type { Sql } from '#db/client.ts';
import { slotsOf } from './processes/ask.ts';
import { createCleanup } from './processes/cleanup.ts';
import { productDatabase, startCluster } from './processes/database.ts';
import { bookingBody, locationId, makeGemeente, type Time } from './processes/gemeente.ts';
import { listening, postsAnswer } from './processes/jobs.ts';
import { startProduct } from './processes/product.ts';
import { startWorker } from './processes/worker.ts';
import { median, report } from './support.ts';

const connections = 50;
const people = 50;
const rounds = 5;
/** Multiples of 150, so that in each round a third is for taken times and slot k is casemanager k % 50. */
const posts = { warmUp: 1500, floor: 6000, ours: 2400, shared: 600 };
const path = '/api/v1/appointments';

const booked = z.object({ reference: z.string() });

await using cleanup = createCleanup();
const cluster = await startCluster();
cleanup.defer(cluster.stop);
const clients = startWorker('posts.ts');
cleanup.defer(clients.stop);

const floor = await startFloor();
const ownPlaces = await startOurs('own_places', { locations: people, casemanagersEach: 1 });
const silentPlaces = await startOurs('silent_places', { locations: people, casemanagersEach: 1 }, 'none');
const sharedPlaces = await startOurs('shared_places', { locations: 5, casemanagersEach: 10 });
const measured = {
  floor: [] as number[],
  ours: [] as number[],
  silent: [] as number[],
  shared: [] as number[],
};
await floor.run(posts.warmUp);
await ownPlaces.run(posts.warmUp);
await silentPlaces.run(posts.warmUp);
for (let round = 0; round < rounds; round++) {
  measured.floor.push(await floor.run(posts.floor));
  measured.ours.push(await ownPlaces.run(posts.ours));
  measured.silent.push(await silentPlaces.run(posts.ours));
}
await sharedPlaces.run(posts.warmUp);
for (let round = 0; round < rounds; round++) measured.shared.push(await sharedPlaces.run(posts.shared));
for (const server of [ownPlaces, silentPlaces, sharedPlaces]) console.log(await server.check());

const rate = {
  floor: median(measured.floor),
  ours: median(measured.ours),
  silent: median(measured.silent),
  shared: median(measured.shared),
};
const row = (what: string, name: keyof typeof rate) => ({
  what,
  'requests/s': rate[name],
  lowest: Math.min(...measured[name]),
  highest: Math.max(...measured[name]),
  'of floor': rate[name] / rate.floor,
});
report(
  [
    row('node:http and one insert (floor)', 'floor'),
    row('Doorstart, 50 locations of 1 casemanager', 'ours'),
    row('the same, for who wants no message', 'silent'),
    row('Doorstart, 5 locations of 10 casemanagers', 'shared'),
  ],
  { name: 'booking', ours: rate.ours, floor: rate.floor, ratio: rate.ours / rate.floor, unit: 'requests/s' },
);

/** The k-th post asks for slot k, each third one for the slot of the post before it. */
function slotOf(k: number): number {
  return k % 3 === 2 ? k - 1 : k;
}

async function startFloor() {
  const server = startWorker('bookingFloor.ts');
  cleanup.defer(server.stop);
  const { port } = await server.ask({ databaseUrl: await cluster.database('floor') }, listening);
  let done = 0;
  return {
    async run(count: number): Promise<number> {
      const bodies = Array.from({ length: count }, (_, at) => {
        const k = done + at;
        const contact = { email: `sam${k}@example.org` };
        return JSON.stringify({ slot: slotOf(k), name: 'Sam', contact, topic: 'school', ageGroup: '18-22' });
      });
      done += count;
      const { perSecond, answers } = await post({ port, path: '/', bodies });
      assert.equal(answers.filter(({ status }) => status === 409).length, count / 3);
      return perSecond;
    },
  };
}

type Size = { locations: number; casemanagersEach: number };

/** `messages`: how much the jongeren who book want to be told. */
async function startOurs(name: string, size: Size, messages: 'full' | 'none' = 'full') {
  const database = await productDatabase(cluster, name);
  cleanup.defer(database.close);
  await makeGemeente(database.db, size);
  const server = await startProduct(database.url, cluster.folder);
  cleanup.defer(server.stop);
  const offered = await slotsOf(server.port, { location: locationId(0), modality: 'op-locatie', days: 57 });
  // Not the first days: what is too soon by the time it is asked for would be refused for that.
  const starts = offered.map(({ start }) => start).slice(32);
  const references: string[] = [];
  let done = 0;

  /** As in the floor: 50 slots per start. Where ten share a location, ten posts are for the same place and time. */
  const timeOf = (slot: number): Time => {
    const start = starts[Math.floor(slot / people)];
    if (start === undefined) throw new Error('the weeks ahead have no room for this many posts');
    return { start, location: locationId(slot % size.locations) };
  };

  return {
    async run(count: number): Promise<number> {
      const times = Array.from({ length: count }, (_, at) => {
        if (size.casemanagersEach === 1) return timeOf(slotOf(done + at));
        // Two thirds fill every place; each third post is for a time that was filled 100 posts ago.
        const filled = Math.floor(((done + at) * 2) / 3);
        return timeOf((done + at) % 3 === 2 ? Math.max(filled - 100, 0) : filled);
      });
      const bodies = times.map((time, at) => bookingBody(time, `sam${done + at}`, messages));
      done += count;
      const { perSecond, answers } = await post({ port: server.port, path, bodies });
      const won = answers.filter(({ status }) => status === 201);
      assert.equal(answers.filter(({ status }) => status === 409).length, count - won.length);
      if (size.casemanagersEach === 1) assert.equal(won.length, (count / 3) * 2);
      references.push(...won.map(({ body }) => booked.parse(JSON.parse(body)).reference));
      return perSecond;
    },
    async check(): Promise<string> {
      const { doubles, missing, total } = await inspect(database.sql, references);
      assert.equal(doubles, 0, 'no casemanager has two afspraken at one time');
      assert.equal(missing, 0, 'each afspraak that was answered with 201 is there');
      assert.equal(total, references.length, 'each afspraak that is there was answered with 201');
      return `${name}: ${done} posts, ${total} afspraken, ${doubles} double, ${missing} lost`;
    },
  };
}

function post(job: { port: number; path: string; bodies: string[] }) {
  return clients.ask({ ...job, connections }, postsAnswer);
}

async function inspect(sql: Sql, references: string[]) {
  const [found] = await sql<{ doubles: number; missing: number; total: number }[]>`
    select (select count(*)::int from appointments a join appointments b
              on a.casemanager_id = b.casemanager_id and a.id < b.id and a.during && b.during
              where a.status in ('held', 'booked') and b.status in ('held', 'booked')) as doubles,
           (select count(*)::int from unnest(${references}::text[]) as told (reference)
              where not exists (select from appointments
                where status = 'booked' and appointments.reference = told.reference)) as missing,
           (select count(*)::int from appointments where status = 'booked') as total`;
  assert(found);
  return found;
}
