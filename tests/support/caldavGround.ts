import assert from 'node:assert/strict';
import type { IncomingMessage, RequestListener } from 'node:http';
import { beforeEach } from 'node:test';
import { handOver } from '#server/agenda/handOver.ts';
import { book } from '#server/booking/book.ts';
import { chooseCalendars } from '#server/calendar/busy/chooseCalendars.ts';
import { connect } from '#server/calendar/busy/connect.ts';
import { type CalendarSource, readSources } from '#server/calendar/busy/readSources.ts';
import { connectSchema } from '#server/calendar/busy/schema.ts';
import { uidOf } from '#server/calendar/entry.ts';
import { readWriters } from '#server/calendar/written/readWriters.ts';
import { writeDueCalendars } from '#server/calendar/written/writeDue.ts';
import type { Ctx } from '#server/http/context.ts';
import { startCaldavServer } from './caldavServer.ts';
import { testReach } from './calendarHost.ts';
import { type Entry, emptyCalendar } from './emptyCalendar.ts';
import { emptyTables } from './emptyTables.ts';
import { makeCasemanager, makeServices, staffCtx } from './factories.ts';
import { raceGround, request } from './raceGround.ts';

export const people = {
  noor: { user: 'noor', password: 'heel geheim: é' },
  samira: { user: 'samira', password: 'van samira' },
};
export type Who = keyof typeof people;
const calendars = [
  ['noor', 'Werk'],
  ['noor', 'Prive'],
  ['samira', 'Werk'],
] as const;

/**
 * Two casemanagers with calendars on a real server of CalDAV: `Werk` of both, `Prive` of Noor. Before each test they are empty, and nobody
 * is connected. What stands there is read by another library than the one that wrote it.
 */
export async function caldavGround() {
  const ground = await raceGround(0);
  const server = await startCaldavServer(Object.values(people));
  const ids: Record<Who, string> = {
    noor: await makeCasemanager(ground.db, [{ locationId: 'centrum' }], { firstName: 'Noor' }),
    samira: await makeCasemanager(ground.db, [{ locationId: 'centrum' }], { firstName: 'Samira' }),
  };
  const reach = testReach({ 'caldav.test': '127.0.0.1' });
  const services = await makeServices(ground, { clock: ground.clock, reach });
  const as: Record<Who, Ctx> = { noor: staffCtx(services, ids.noor), samira: staffCtx(services, ids.samira) };
  /** Two processes on one database. */
  const other = staffCtx(await makeServices(ground, { clock: ground.clock, reach }), ids.noor);
  ground.ctx.bus.say({ roster: true });
  for (const [who, name] of calendars) await server.makeCalendar(people[who], name);

  beforeEach(async () => {
    server.answer = null;
    await server.setPasswords(Object.values(people));
    for (const [who, name] of calendars) {
      await server.ask(people[who], 'DELETE', `/${who}/${name.toLowerCase()}/`);
      await server.makeCalendar(people[who], name);
    }
    await ground.sql`delete from calendar_sources`;
    await ground.sql`delete from staff_calendars`;
    await emptyTables(ground.sql, 'appointments', 'history');
    ground.clock.set('2026-11-20T10:00:00+01:00');
    server.asked.length = 0;
  });

  /** Connects, and chooses the calendar `Werk` to write into, `Prive` to be busy by. */
  async function connected(who: Who = 'noor'): Promise<string> {
    const input = connectSchema.parse({ server: server.url, ...people[who], name: '' });
    const made = await connect(as[who], input);
    assert.ok(made.ok, JSON.stringify(made));
    await choose(made.id, { who, write: 'Werk', busy: who === 'noor' ? ['Prive'] : [] });
    return made.id;
  }

  async function choose(
    id: string,
    { who = 'noor', write, busy }: { who?: Who; write: string | null; busy: string[] },
  ): Promise<void> {
    const { calendars } = await source(who);
    const keyOf = (name: string) => calendars.find((one) => one.name === name)?.key ?? 'onbekend';
    const chosen = await chooseCalendars(as[who], id, {
      busy: busy.map(keyOf),
      write: write && keyOf(write),
    });
    assert.ok(chosen.ok, JSON.stringify(chosen));
  }

  async function source(who: Who = 'noor'): Promise<CalendarSource> {
    const [found] = await readSources(as[who]);
    assert.ok(found);
    return found;
  }

  /** An afspraak of Noor, whoever got it first. */
  async function booked(time: string) {
    const result = await book(ground.ctx, request(time));
    assert.ok(result.ok, JSON.stringify(result));
    const { appointment } = result;
    if (appointment.casemanager.id === ids.noor) return appointment;
    const given = await handOver(as.samira, appointment.id, { version: 0, to: ids.noor, message: '' });
    assert.ok(given.ok);
    return appointment;
  }

  const versionOf = async (id: string) =>
    (await ground.sql<{ sequence: number }[]>`select sequence from appointments where id = ${id}`)[0]
      ?.sequence ?? -1;

  async function allowNames(allowed: boolean): Promise<void> {
    const values = JSON.stringify({ namesInCalendars: allowed });
    await ground.sql`delete from settings`;
    await ground.sql`insert into settings (values) values (${values}::text::jsonb)`;
    as.noor.bus.say({ roster: true });
  }

  /** A turn of the job, so many seconds later. */
  async function turn(seconds = 10): Promise<void> {
    ground.clock.advance(seconds * 1000);
    await writeDueCalendars(as.noor);
  }

  /** What stands in a calendar, as a client of its owner reads it. */
  async function standing(who: Who = 'noor', name = 'werk'): Promise<Map<string, Entry>> {
    const calendar = emptyCalendar();
    const text = await server.ask(people[who], 'GET', `/${who}/${name}/`);
    assert.doesNotMatch(text, /ATTENDEE|ORGANIZER|METHOD|example\.com/);
    if (text.includes('BEGIN:VEVENT')) calendar.apply(text);
    return calendar.entries();
  }

  /** The calendar has the booked afspraken of its owner, or of `whose`, each once, as they are, and nothing else. */
  async function standsAsOurs(who: Who = 'noor', name = 'werk', whose = who): Promise<number> {
    const rows = await ground.sql<{ id: string; start: number; end: number; sequence: number }[]>`
      select id, extract(epoch from starts_at)::float8 * 1000 as start, extract(epoch from ends_at)::float8 * 1000 as end,
        sequence
      from appointments where casemanager_id = ${ids[whose]} and status = 'booked' order by id`;
    const found = [...(await standing(who, name))]
      .map(([uid, { start, end, sequence }]) => ({ uid, start, end, sequence }))
      .toSorted((a, b) => a.uid.localeCompare(b.uid));
    const ours = rows.map(({ id, start, end, sequence }) => ({ uid: uidOf(id), start, end, sequence }));
    assert.deepEqual(found, ours);
    return ours.length;
  }

  const writer = async (who: Who = 'noor') => (await readWriters(as[who]))[0];
  const puts = () => server.asked.filter(({ method }) => method === 'PUT').length;
  const only =
    (matches: (req: IncomingMessage) => boolean, answer: RequestListener): RequestListener =>
    (req, res) =>
      matches(req) ? answer(req, res) : server.pass(req, res);

  return {
    ground,
    ids,
    as,
    other,
    server,
    connected,
    choose,
    source,
    booked,
    versionOf,
    allowNames,
    turn,
    standing,
    standsAsOurs,
    writer,
    puts,
    only,
    async close() {
      await Promise.all([as.noor.close(), other.close()]);
      await ground.close();
      await server.stop();
    },
  };
}
