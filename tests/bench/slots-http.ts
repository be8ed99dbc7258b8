import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Sql } from '#db/client.ts';
import { addDays, dateInAmsterdam, mondayOf } from '#server/kernel/time.ts';
import { slotsOf, slotsPath } from './processes/ask.ts';
import { startBookings } from './processes/bookings.ts';
import { createCleanup } from './processes/cleanup.ts';
import { productDatabase, startCluster } from './processes/database.ts';
import { checkSameProcess, measureOtherProcess } from './processes/freshness.ts';
import { locationId, makeGemeente, type Time, topic } from './processes/gemeente.ts';
import { listening, readsAnswer } from './processes/jobs.ts';
import { startProduct } from './processes/product.ts';
import { startWorker } from './processes/worker.ts';
import { median, ownHeaders, reportRates, seededRandom } from './support.ts';

const locations = 5;
const casemanagersEach = 10;
const busyEach = 40;
const bookingsPerSecond = 20;
const connections = 10;
const rounds = 5;
const milliseconds = 4000;
const freshnessTries = 25;

await using cleanup = createCleanup();
const cluster = await startCluster();
cleanup.defer(cluster.stop);
const readers = startWorker('reads.ts');
cleanup.defer(readers.stop);
const bare = startWorker('slotsFloor.ts');
cleanup.defer(bare.stop);

const database = await productDatabase(cluster, 'slots');
cleanup.defer(database.close);
const weekdays = [1, 2, 3, 4, 5];
const people = await makeGemeente(database.db, { locations, casemanagersEach, weekdays, gridMinutes: 15 });
const server = await startProduct(database.url, cluster.folder);
cleanup.defer(server.stop);
const other = await startProduct(database.url, cluster.folder);
cleanup.defer(other.stop);

const monday = addDays(mondayOf(dateInAmsterdam(Date.now())), 7);
const offered = await slotsOf(server.port, { from: monday, days: 49, modality: 'op-locatie' });
const halfHours = offered.filter(({ start }) => /:[03]0:00[+]/.test(start));
await fillAgendas(database.sql, [...new Set(halfHours.map(({ start }) => start))]);

// The week with the most to tell: another may have holidays in it.
const weeks = [0, 1, 2, 3, 4, 5, 6].map((week) => addDays(monday, week * 7));
const inWeek = (from: string) => offered.filter(({ start }) => start >= from && start < addDays(from, 7));
const from = weeks.toSorted((a, b) => inWeek(b).length - inWeek(a).length)[0] ?? monday;
const path = slotsPath({ from, days: 7 });
const sample = await fetch(`http://127.0.0.1:${server.port}${path}`);
const floor = await bare.ask({ headers: ownHeaders(sample.headers), body: await sample.text() }, listening);

// While either is measured the same bookings go to our server, spread over seven weeks as in real use.
const bookings = startBookings(server.port, shuffled(halfHours), bookingsPerSecond);
cleanup.defer(bookings.stop);
const read = async (port: number) => {
  const answer = await readers.ask({ port, path, connections, milliseconds }, readsAnswer);
  assert.equal(answer.failed, 0, 'each answer is a 200');
  return answer;
};
await read(floor.port);
await read(server.port);
const measured = { floor: [] as number[], ours: [] as number[] };
let bytes = 0;
const before = { ...bookings.count, at: performance.now() };
for (let round = 0; round < rounds; round++) {
  measured.floor.push((await read(floor.port)).perSecond);
  const own = await read(server.port);
  measured.ours.push(own.perSecond);
  bytes = own.bytes;
}
const seconds = (performance.now() - before.at) / 1000;
const came = (bookings.count.booked - before.booked) / seconds;
console.log(
  `${came.toFixed(1)} bookings a second came in (${bookings.count.refused} refused in all) beside ${connections} readers of ${bytes} bytes.`,
);

const wished: Time[] = shuffled(inWeek(from).filter(({ start }) => /:[03]0:00[+]/.test(start)));
await bookings.avoid(wished.slice(0, 2 * freshnessTries));
// One reader keeps the copy in memory warm and the bookings go on.
const reading = readers.ask({ port: server.port, path, connections: 1, milliseconds: 8000 }, readsAnswer);
const own = await checkSameProcess(server.port, path, wished.slice(0, freshnessTries));
const lags = await measureOtherProcess(
  { own: server.port, other: other.port },
  path,
  wished.slice(freshnessTries, 2 * freshnessTries),
);
await reading;
console.log(
  `Same process: ${own} times a booking was in the next answer. Another process: there after ${median(lags).toFixed(0)} ms, at most ${Math.max(...lags).toFixed(0)} ms.`,
);
assert(Math.max(...lags) < 2000, 'another process is at most two seconds behind');

reportRates('slots-http', 'Doorstart, GET /api/v1/slots', measured);

function shuffled<Item>(items: readonly Item[]): Item[] {
  const random = seededRandom(7);
  return items
    .map((item) => ({ item, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}

/** Afspraken of half an hour that stand in the agendas already, spread over the weeks. */
async function fillAgendas(sql: Sql, starts: readonly string[]): Promise<void> {
  const random = seededRandom(70);
  const rows = people.flatMap((casemanager, at) =>
    starts
      .map((start) => ({ start, key: random() }))
      .sort((a, b) => a.key - b.key)
      .slice(0, busyEach)
      .map(({ start }) => {
        const end = new Date(Date.parse(start) + 30 * 60_000).toISOString();
        return {
          id: randomUUID(),
          status: 'booked',
          topic_id: topic,
          location_id: locationId(at % locations),
          modality: 'telefoon',
          casemanager_id: casemanager,
          starts_at: start,
          ends_at: end,
          during: `[${start},${end})`,
          local_date: start.slice(0, 10),
          created_at: start,
          booked_at: start,
          reference: randomUUID(),
          token_hash: randomUUID(),
          name: 'Sam',
          age_group: '18-22',
        };
      }),
  );
  for (let first = 0; first < rows.length; first += 500) {
    await sql`insert into appointments ${sql(rows.slice(first, first + 500))}`;
  }
  await sql`analyze`;
}
