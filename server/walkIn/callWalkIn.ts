import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { may } from '#server/access/may.ts';
import { whereAndWho } from '#server/booking/candidates.ts';
import type { Ctx } from '#server/booking/context.ts';
import { lockForBooking } from '#server/booking/locks.ts';
import { noNeeds } from '#server/booking/needs.ts';
import { newAppointment } from '#server/booking/newAppointment.ts';
import { bookedRow, occupy } from '#server/booking/occupy.ts';
import { datesOf, type SlotRequest, timesOf } from '#server/booking/slotRequest.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { say } from '#server/kernel/texts/texts.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import type { Changed } from '#server/kernel/version.ts';
import { type Write, write } from '#server/kernel/write.ts';
import { findWalkIn, lockWalkIn } from './findWalkIn.ts';
import { minutesUntilNext } from './rules.ts';
import type { CallInput } from './schema.ts';
import type { LineRow } from './selectLine.ts';

export type CallResult =
  /** The id of the afspraak that it is from now on. */
  | { ok: true; appointment: string }
  | NotFound
  /** Somebody else called them, or they left. */
  | Changed
  /** Who calls has somebody, or will within minutes: until or from then (epoch ms). */
  | { ok: false; error: 'busy'; at: number };

/**
 * Calls somebody who waits to a room. It is an afspraak of who calls from then on, which lasts as long as the topic takes or
 * until the next one in their agenda. Who calls is there, so their hours and their maximum for a day are no limit.
 */
export async function callWalkIn(ctx: Ctx, id: string, { room, version }: CallInput): Promise<CallResult> {
  const { staff: me } = may(ctx, 'walk-in.call');
  const found = await findWalkIn(ctx, 'walk-in.read', id);
  if (!found.ok) return found;
  const roster = await ctx.roster.current();
  const { row } = found;
  const topic = roster.topics.find((one) => one.id === row.topic);
  if (!topic || !roster.casemanagers.some((one) => one.id === me.id))
    return { ok: false, error: 'not-found' };
  return write<CallResult, Ctx>(ctx, async (w) => {
    const start = ctx.clock.now();
    const asked: SlotRequest = {
      topic: { ...topic, bufferBeforeMinutes: 0, bufferAfterMinutes: 0 },
      start,
      location: row.location,
      modality: 'op-locatie',
      travel: roster.settings.travelMinutes,
    };
    await lockForBooking(w.tx, {
      days: datesOf(asked).map((date) => ({ casemanagerId: me.id, date })),
    });
    const next = await findNext(w, me.id, timesOf(asked).end);
    const minutes = minutesUntilNext(topic.durationMinutes, next, start);
    if (minutes === 0) return { ok: false, error: 'busy', at: next ?? start };
    const locked = await lockWalkIn(w, id, version);
    if (locked?.status !== 'waiting') return { ok: false, error: 'changed' };

    const request = { ...asked, topic: { ...asked.topic, durationMinutes: minutes } };
    const appointment = await makeAppointment(w, { request, row, me: me.id, roster });
    // Somebody booked this very time with them meanwhile.
    if (appointment === null) return w.undo({ ok: false, error: 'busy', at: start });
    await w.tx`
      update walk_ins
      set status = 'called', called_at = ${w.now}::timestamptz, called_by = ${me.id}, room = ${room}, calls = 1,
        appointment_id = ${appointment}, version = version + 1
      where id = ${id}`;
    w.record({ about: { kind: 'walk-in', id }, what: 'called' });
    w.changed({ lines: [row.location], agenda: [me.id] });
    return { ok: true, appointment };
  });
}

const nextSchema = z.object({ at: z.number().nullable() });

/**
 * When the first thing begins or began that stands in the way of a talk from now until then; null when nothing does. Who calls is
 * there, whatever a calendar of their own says of now; what it says of later counts.
 */
async function findNext({ tx, now }: Write, casemanagerId: string, until: number): Promise<number | null> {
  const talk = tx`tstzrange(${now}::timestamptz, ${new Date(until).toISOString()}::timestamptz)`;
  const [row] = await tx`
    select (extract(epoch from min(lower(during))) * 1000)::float8 as at from (
      select during from appointments
      where casemanager_id = ${casemanagerId} and during && ${talk}
        and (status = 'booked' or (status = 'held' and expires_at > ${now}))
      union all
      select during from busy_times
      where casemanager_id = ${casemanagerId} and during && ${talk} and lower(during) > ${now}
    ) as other`;
  return nextSchema.parse(row).at;
}

interface Making {
  request: SlotRequest;
  row: LineRow;
  me: string;
  roster: Awaited<ReturnType<Ctx['roster']['current']>>;
}

/** The afspraak of who is called; null when its time is not free. */
async function makeAppointment(w: Write<Ctx>, { request, row, me, roster }: Making): Promise<string | null> {
  const { ctx } = w;
  const candidate = { casemanagerId: me, location: row.location };
  const { start, topic, modality } = request;
  const person = {
    name: row.firstName ?? say('nl', 'title-walk-in', { number: String(row.number) }),
    email: null,
    phone: null,
    visitAddress: null,
    ageGroup: null,
    reachBy: null,
    messages: 'full' as const,
    language: 'nl' as const,
    note: null,
    referral: null,
    ...noNeeds,
  };
  const id = randomUUID();
  const given = { id, topic, modality, start, end: timesOf(request).end, ...whereAndWho(roster, candidate) };
  const value = newAppointment(ctx, given, person, start);
  const date = dateInAmsterdam(start);
  const called = bookedRow(id, value, {
    person,
    language: 'nl',
    followsId: null,
    channel: 'walk-in',
    bookedBy: ctx.actor,
  });
  const won = await occupy({ w, roster, candidate, date }, request, called);
  if (!won) return null;
  // Who calls decided so, whatever their hours say.
  await w.tx`update appointments set kept_outside_hours = true where id = ${id}`;
  return id;
}
