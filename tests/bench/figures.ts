import assert from 'node:assert/strict';
import { createSessions } from '#server/accounts/sessions.ts';
import { findSlots } from '#server/availability/findSlots.ts';
import { book } from '#server/booking/book.ts';
import { addMonths, lastDue } from '#server/figures/periods.ts';
import { publishMonths } from '#server/figures/publishMonths.ts';
import { systemClock } from '#server/kernel/clock.ts';
import { addDays, dateInAmsterdam } from '#server/kernel/time.ts';
import { jongereCtx, makeServices } from '../support/factories.ts';
import { createCleanup } from './processes/cleanup.ts';
import { productDatabase, startCluster } from './processes/database.ts';
import { makeGemeente, topic } from './processes/gemeente.ts';
import { listening, readsAnswer } from './processes/jobs.ts';
import { startProduct } from './processes/product.ts';
import { startWorker } from './processes/worker.ts';
import { median, ownHeaders, ratesInTurn, reportRates } from './support.ts';

// A year of 200,000 afspraken and 400,000 chats: how long it takes to publish it, the page of a month beside the one query of what
// was published over a bare node:http, and beside the same page of a gemeente without figures (decision 0065), and what publishing
// costs a booking (less than 5 %).

const people = 50;
const appointmentsEach = 4000;
const chats = 400_000;
const rounds = 5;
const milliseconds = 3000;
const connections = 10;
const bookingsPerRound = 10;
const bookingRounds = 40;

await using cleanup = createCleanup();
const cluster = await startCluster();
cleanup.defer(cluster.stop);
const { url, db, sql, close } = await productDatabase(cluster, 'figures');
cleanup.defer(close);
const staff = await makeGemeente(db, {
  locations: 5,
  casemanagersEach: people / 5,
  weekdays: [1, 2, 3, 4, 5],
});
const last = lastDue(dateInAmsterdam(Date.now()));
const first = addMonths(last, -11);
await fillYear();

const services = await makeServices({ sql, db }, { clock: systemClock });
cleanup.defer(services.close);
const began = performance.now();
await publishMonths(services);
console.log(`A year was published in ${Math.round(performance.now() - began)} ms.`);

const server = await startProduct(url, cluster.folder);
cleanup.defer(server.stop);
const cookie = await signIn(db, staff[0]);
const path = '/medewerker/cijfers';
const sample = await fetch(`http://127.0.0.1:${server.port}${path}`, { headers: { cookie } });
const body = await sample.text();
assert.ok(body.includes('Kwam niet'), 'the page has figures of afspraken');
const bare = startWorker('figuresFloor.ts');
cleanup.defer(bare.stop);
const months = [last, addMonths(last, -1)];
const floor = await bare.ask(
  { headers: ownHeaders(sample.headers), body, databaseUrl: url, months },
  listening,
);
const readers = startWorker('reads.ts');
cleanup.defer(readers.stop);
const none = await productDatabase(cluster, 'none');
cleanup.defer(none.close);
const [nobody] = await makeGemeente(none.db, { locations: 1, casemanagersEach: 1, weekdays: [1] });
const emptyServer = await startProduct(none.url, cluster.folder);
cleanup.defer(emptyServer.stop);
const cookies = new Map([[emptyServer.port, await signIn(none.db, nobody)]]);
const read = async (port: number) => {
  const asked = { port, path, connections, milliseconds, cookie: cookies.get(port) ?? cookie };
  const answer = await readers.ask(asked, readsAnswer);
  assert.equal(answer.failed, 0, 'each answer is a 200');
  return answer.perSecond;
};
const measured = await ratesInTurn(read, { ours: server.port, floor: floor.port, rounds });
const beside = await ratesInTurn(read, { ours: server.port, floor: emptyServer.port, rounds });
const ofEmpty = median(beside.ours) / median(beside.floor);
console.log(
  `The same page without figures: ${median(beside.floor).toFixed(0)} requests/s; with them ${ofEmpty.toFixed(2)} of that.`,
);
await measureBooking();
reportRates('figures', `${path}, ${Math.round(body.length / 1024)} kB`, measured);

/**
 * Rounds of bookings in turns: by themselves, and while a process looks whether a month is due, once a round: some ten thousand
 * times as often as it does. The median of what all bookings of a round take together.
 */
async function measureBooking(): Promise<void> {
  const ctx = jongereCtx(services);
  const roster = await services.roster.current();
  const wanted = roster.topics.find(({ id }) => id === topic);
  assert.ok(wanted);
  const today = dateInAmsterdam(Date.now());
  const slots = await findSlots(ctx, {
    topic: wanted,
    from: addDays(today, 7),
    to: addDays(today, 50),
    modality: 'op-locatie',
  });
  const times = { without: [] as number[], with: [] as number[] };
  let next = 0;
  for (let round = 0; round < bookingRounds; round++) {
    const kind = round % 2 === 0 ? 'without' : 'with';
    const began = performance.now();
    const job = kind === 'with' ? publishMonths(services) : undefined;
    for (let one = 0; one < bookingsPerRound; one++) {
      const slot = slots[next++ * 2];
      assert.ok(slot, 'there are times enough');
      const made = await book(ctx, {
        topic,
        start: new Date(slot.start).toISOString(),
        location: slot.location,
        modality: 'op-locatie',
        name: 'Sam',
        ageGroup: '18-22',
        contact: { email: `jongere${next}@example.com` },
      });
      if (!made.ok) assert.equal(made.error, 'taken');
    }
    await job;
    if (round > 1) times[kind].push((performance.now() - began) / bookingsPerRound);
  }
  const [without, beside] = [median(times.without), median(times.with)];
  const cost = ((beside - without) / without) * 100;
  console.log(
    `A booking: ${without.toFixed(2)} ms without and ${beside.toFixed(2)} ms with the job: ${cost.toFixed(1)} %.`,
  );
}

async function signIn(of: typeof db, person = ''): Promise<string> {
  const sessions = createSessions(of, systemClock, { secure: false });
  return sessions.cookie(await sessions.begin(person)).split(';')[0] ?? '';
}

async function fillYear(): Promise<void> {
  await sql`
    insert into appointments (id, status, topic_id, location_id, modality, casemanager_id, starts_at, ends_at, during,
      local_date, created_at, wiped_at, channel, outcome)
    select gen_random_uuid(), 'booked', ${topic}, place.id, 'op-locatie', staff.id, start, start + interval '30 minutes',
      tstzrange(start, start + interval '30 minutes'), (start at time zone 'Europe/Amsterdam')::date, start, start,
      (array['self', 'self', 'desk', 'chat'])[1 + n % 4], (array['geweest', 'geweest', 'niet-verschenen', 'afgezegd'])[1 + n % 4]
    from staff, generate_series(0, ${appointmentsEach - 1}) as n,
      lateral (select ${first}::timestamptz + n * interval '130 minutes' as start) as at,
      lateral (select id from locations order by id offset n % 5 limit 1) as place`;
  await sql`
    insert into chat_figures (id, day, kind, topic_id, close_reason, language, ahead, waited_seconds, length_seconds,
      jongere_messages, staff_messages, rating)
    select gen_random_uuid(), ${first}::date + n % 365, 'chat', ${topic}, 'ended', 'nl', 0, n % 400, 60, 4, 4, 1 + n % 3
    from generate_series(1, ${chats}) as n`;
  await sql`vacuum analyze`;
}
