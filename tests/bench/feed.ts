import assert from 'node:assert/strict';
import ical, { ICalCalendarMethod, type ICalEventData } from 'ical-generator';
import { createSessions } from '#server/accounts/sessions.ts';
import { entryOf, organizerOf } from '#server/calendar/entry.ts';
import { inZone, zone } from '#server/calendar/zone.ts';
import { systemClock } from '#server/kernel/clock.ts';
import { addDays, dateInAmsterdam, mondayOf } from '#server/kernel/time.ts';
import { createCleanup } from './processes/cleanup.ts';
import { productDatabase, startCluster } from './processes/database.ts';
import { appointmentsInWeek, fillWeek } from './processes/fillWeek.ts';
import { makeGemeente } from './processes/gemeente.ts';
import { startProduct } from './processes/product.ts';
import { median, report } from './support.ts';

// The feed of a casemanager with 2,000 afspraken over HTTP, beside ical-generator that builds the same events from what is in
// memory (at most 2 times), and a look at whether it changed (below a tenth of the whole). In turns, in one run.

const appointments = 2000;
const rounds = 21;
const looksPerRound = 20;

await using cleanup = createCleanup();
const cluster = await startCluster();
cleanup.defer(cluster.stop);
const { url, db, sql, close } = await productDatabase(cluster, 'feed');
cleanup.defer(close);
const [casemanager = ''] = await makeGemeente(db, {
  locations: 2,
  casemanagersEach: 1,
  weekdays: [1, 2, 3, 4, 5],
});
const monday = mondayOf(dateInAmsterdam(Date.now()));
for (let week = 0; week * appointmentsInWeek < appointments; week++)
  await fillWeek(sql, casemanager, addDays(monday, 7 * (week + 1)));
await sql`
  delete from appointments where id in (select id from appointments order by starts_at offset ${appointments})`;

const server = await startProduct(url, cluster.folder);
cleanup.defer(server.stop);
const origin = `http://127.0.0.1:${server.port}`;
const feed = await makeFeed();
const headers = { 'accept-encoding': 'identity' };
const sample = await fetch(feed, { headers });
const text = await sample.text();
const etag = sample.headers.get('etag') ?? '';
assert.equal(text.match(/^BEGIN:VEVENT/gm)?.length, appointments, 'every afspraak is in the feed');

const events = await eventsInMemory();
const alone = () => {
  const calendar = ical({ prodId: '-//Doorstart//afspraken//NL', method: ICalCalendarMethod.PUBLISH });
  for (const event of events) calendar.createEvent(event);
  return calendar.toString();
};
const bytes = [alone(), text].map((one) => Buffer.byteLength(one));
assert.ok(
  Math.abs((bytes[0] ?? 0) - (bytes[1] ?? 0)) < 1000,
  `the same events: ${bytes.join(' and ')} bytes`,
);

const times = { alone: [] as number[], ours: [] as number[], look: [] as number[] };
for (let round = -3; round < rounds; round++) {
  const measured = {
    alone: await timeOf(async () => alone()),
    ours: await timeOf(async () => {
      const answer = await fetch(feed, { headers });
      assert.equal((await answer.text()).length, text.length);
    }),
    look:
      (await timeOf(async () => {
        for (let look = 0; look < looksPerRound; look++) {
          const answer = await fetch(feed, { headers: { ...headers, 'if-none-match': etag } });
          assert.equal(answer.status, 304);
        }
      })) / looksPerRound,
  };
  if (round < 0) continue;
  times.alone.push(measured.alone);
  times.ours.push(measured.ours);
  times.look.push(measured.look);
}

const [floor, ours, look] = [median(times.alone), median(times.ours), median(times.look)];
const row = (what: string, all: readonly number[]) => ({
  what,
  ms: median(all),
  lowest: Math.min(...all),
  highest: Math.max(...all),
  'times the floor': median(all) / floor,
});
console.log(`${bytes[1]} bytes; a look costs ${((100 * look) / ours).toFixed(1)} % of the whole (below 10).`);
report(
  [
    row(`ical-generator alone, ${appointments} events (floor)`, times.alone),
    row('Doorstart, the feed over HTTP', times.ours),
    row('Doorstart, a look: not changed', times.look),
  ],
  { name: 'feed', ours, floor, ratio: ours / floor, unit: 'ms' },
);

async function timeOf(act: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await act();
  return performance.now() - began;
}

/** As a casemanager does it on the page. */
async function makeFeed(): Promise<string> {
  const sessions = createSessions(db, systemClock, { secure: false });
  const [cookie = ''] = sessions.cookie(await sessions.begin(casemanager)).split(';');
  const page = `${origin}/medewerker/agendas`;
  const made = await fetch(page, {
    method: 'POST',
    headers: { cookie, origin },
    body: new URLSearchParams({ act: 'make-feed' }),
    redirect: 'manual',
  });
  assert.equal(made.status, 303);
  const html = await (await fetch(page, { headers: { cookie } })).text();
  return (
    /value="([^"]+\/kalender\/[^"]+\.ics)"/.exec(html)?.[1] ?? assert.fail('expected a link on the page')
  );
}

async function eventsInMemory(): Promise<ICalEventData[]> {
  const rows = await sql<
    {
      id: string;
      modality: 'telefoon' | 'op-locatie';
      start: number;
      end: number;
      revisedAt: number;
      address: string;
    }[]
  >`
    select appointments.id, modality, extract(epoch from starts_at)::float8 * 1000 as start,
      extract(epoch from ends_at)::float8 * 1000 as end, extract(epoch from revised_at)::float8 * 1000 as "revisedAt", address
    from appointments join locations on locations.id = location_id order by starts_at, appointments.id`;
  const options = { municipality: 'Den Haag', email: 'leerlingzaken@denhaag.nl', publicUrl: origin };
  const organizer = organizerOf(options, 'nl');
  return rows.map(({ address, ...row }) => {
    const scheduled = {
      ...row,
      status: 'booked',
      sequence: 0,
      name: null,
      visitAddress: null,
      location: { name: '', address },
      casemanager: { meetingLink: null },
    } as const;
    const [start, end] = [inZone(row.start), inZone(row.end)];
    const entry = entryOf(scheduled, { kind: 'staff', names: false }, options);
    return { ...entry, organizer, start, end, timezone: zone };
  });
}
