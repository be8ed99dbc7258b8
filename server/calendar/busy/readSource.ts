import { z } from 'zod';
import { type calendarFaults, calendarSourceKinds } from '#db/schema/calendarWords.ts';
import { write } from '#server/kernel/write.ts';
import type { Interval } from '#server/slots/types.ts';
import type { Ctx } from './context.ts';
import type { BusyAnswer } from './source.ts';
import { storeBusy } from './storeBusy.ts';
import { leaseMs, neededUntil, waitOf, windowOf } from './timing.ts';

/** Which of the calendars is read. */
export type Which = { due: true } | { id: string; notSince: number };

const claimedSchema = z.object({
  id: z.uuid(),
  casemanagerId: z.uuid(),
  kind: z.enum(calendarSourceKinds),
  sealed: z.string(),
  mark: z.string().nullable(),
  readUntil: z.number().nullable(),
  countsTentative: z.boolean(),
  countsAllDay: z.boolean(),
  turn: z.int(),
  failures: z.int(),
  email: z.string(),
});
export type Claimed = z.output<typeof claimedSchema>;

export type ReadOutcome =
  | { kind: 'read' }
  | { kind: 'failed'; fault: (typeof calendarFaults)[number] }
  /** Nobody may read it now: there is none that is due, or somebody reads it already. */
  | { kind: 'none' };

const patienceMs = 40_000;

/**
 * Reads a calendar and keeps when its owner is busy. Whoever reads has it to themselves for a while (a lease), so two processes
 * read it once, and that of a killed one is free again. While reading fails what we have stays and counts.
 */
export async function readSource(ctx: Ctx, which: Which): Promise<ReadOutcome> {
  const claimed = await claimSource(ctx, which);
  if (!claimed) return { kind: 'none' };
  const { settings } = await ctx.roster.current();
  const now = ctx.clock.now();
  const window = windowOf(now, settings.horizonDays);
  const secret = ctx.seals.open('calendar', claimed.id, claimed.sealed);
  const isEnough = (claimed.readUntil ?? 0) >= neededUntil(now, settings.horizonDays);
  const mark = isEnough ? claimed.mark : null;
  const answer: BusyAnswer =
    secret === null
      ? { ok: false, fault: 'sealed' }
      : await ctx.calendars.sources[claimed.kind].readBusy(secret, {
          window,
          mark,
          me: [claimed.email.toLowerCase()],
          countsTentative: claimed.countsTentative,
          countsAllDay: claimed.countsAllDay,
          written: await readWritten(ctx, claimed.casemanagerId),
          signal: AbortSignal.timeout(patienceMs),
        });
  if (!answer.ok) return noteFailure(ctx, claimed, answer);
  if (answer.unchanged && mark === null) return noteFailure(ctx, claimed, { fault: 'trouble' });
  if (!answer.unchanged && answer.unknownZones.length > 0)
    ctx.log.warn(
      { source: claimed.id, zones: answer.unknownZones.map(plain) },
      'a calendar names unknown zones',
    );
  const next = new Date(now + waitOf(0, Math.random())).toISOString();
  const isKept = await storeBusy(ctx, claimed, { answer, window, next });
  return { kind: isKept ? 'read' : 'none' };
}

const writtenSchema = z.array(
  z.object({ start: z.number().transform(Math.round), end: z.number().transform(Math.round) }),
);

/** Times of afspraken that stand in Outlook by Graph. A link to that calendar gives them back under a UID that Exchange made. */
async function readWritten({ sql }: Ctx, casemanagerId: string): Promise<Interval[]> {
  const rows = await sql`
    select extract(epoch from starts_at)::float8 * 1000 as start, extract(epoch from ends_at)::float8 * 1000 as end
    from calendar_sources as source
    join calendar_entries as entry on entry.source_id = source.id
    join appointments on appointments.id = entry.appointment_id
    where source.casemanager_id = ${casemanagerId} and source.kind = 'graph'`;
  return writtenSchema.parse([...rows]);
}

/** A name that some program made, for the log. */
const plain = (zone: string) => (/^[\w ./+:()&-]{1,60}$/.test(zone) ? zone : 'of odd signs');

function claimSource(ctx: Ctx, which: Which): Promise<Claimed | null> {
  return write<Claimed | null, Ctx>(ctx, async (w) => {
    const until = new Date(Date.parse(w.now) + leaseMs).toISOString();
    const one =
      'due' in which
        ? w.tx`next_at <= ${w.now}`
        : w.tx`id::text = ${which.id} and (tried_at is null or tried_at <= ${new Date(which.notSince).toISOString()})`;
    const rows = await w.tx`
      update calendar_sources as source
      set reading_until = ${until}, turn = turn + 1, tried_at = ${w.now}
      from staff
      where staff.id = source.casemanager_id and source.id = (
        select id from calendar_sources
        where ${one} and (reading_until is null or reading_until <= ${w.now})
          and exists (
            select from staff where staff.id = casemanager_id and active and 'casemanager' = any(roles))
        order by next_at limit 1 for update skip locked
      )
      returning source.id, source.casemanager_id as "casemanagerId", kind, sealed, mark,
        extract(epoch from read_until)::float8 * 1000 as "readUntil",
        counts_tentative as "countsTentative", counts_all_day as "countsAllDay", turn, failures, email`;
    const [row] = rows;
    return row === undefined ? null : claimedSchema.parse(row);
  });
}

async function noteFailure(
  ctx: Ctx,
  { id, turn, failures }: Claimed,
  { fault, waitMs }: { fault: (typeof calendarFaults)[number]; waitMs?: number },
): Promise<ReadOutcome> {
  ctx.log.info({ source: id, fault }, 'a calendar could not be read');
  await write(ctx, async (w) => {
    const next = new Date(Date.parse(w.now) + waitOf(failures + 1, Math.random(), waitMs)).toISOString();
    await w.tx`
      update calendar_sources
      set fault = ${fault}, failures = failures + 1, reading_until = null, next_at = ${next}
      where id = ${id} and turn = ${turn}`;
  });
  return { kind: 'failed', fault };
}
