import { z } from 'zod';
import type { Ctx } from '#server/calendar/busy/context.ts';
import { type Write, write } from '#server/kernel/write.ts';
import type { Claimed } from './claim.ts';
import type { Wanted } from './wanted.ts';

// What was written into a calendar, kept by whoever has the turn.

const entrySchema = z.object({
  appointment: z.uuid(),
  place: z.string().nullable(),
  sequence: z.int().nullable(),
  version: z.string().nullable(),
  mark: z.string().nullable(),
});
export type Entry = z.output<typeof entrySchema>;

/** Said when somebody else has the turn by now: whoever had it stops. */
export class TurnLost extends Error {
  override name = 'TurnLost';
}

export async function readEntries({ sql }: Ctx, { id }: Claimed): Promise<Entry[]> {
  const rows = await sql`
    select appointment_id as appointment, place, sequence, version, mark
    from calendar_entries where source_id = ${id} order by appointment_id`;
  return z.array(entrySchema).parse(rows);
}

async function inTurn<T>(ctx: Ctx, { id, turn }: Claimed, act: (w: Write<Ctx>) => Promise<T>): Promise<T> {
  return write<T, Ctx>(ctx, async (w) => {
    const mine =
      await w.tx`select from calendar_writers where source_id = ${id} and turn = ${turn} for update`;
    if (mine.length === 0) throw new TurnLost('the turn is over');
    return act(w);
  });
}

/** Before anything is sent: whoever is killed halfway leaves word of what may stand there. */
export const noteIntents = (
  ctx: Ctx,
  claimed: Claimed,
  intents: readonly { appointment: string; place: string | null }[],
): Promise<void> =>
  inTurn(ctx, claimed, async ({ tx }) => {
    const ids = intents.map(({ appointment }) => appointment);
    const places = intents.map(({ place }) => place);
    await tx`
      insert into calendar_entries (source_id, appointment_id, place)
      select ${claimed.id}::uuid, id, place from unnest(${ids}::uuid[], ${places}::text[]) as given (id, place)
      on conflict (source_id, appointment_id) do update set place = excluded.place, sequence = null, version = null`;
  });

export const noteWritten = (
  ctx: Ctx,
  claimed: Claimed,
  { appointment, sequence, version }: Wanted,
  { place, mark }: { place: string; mark: string | null },
): Promise<void> =>
  inTurn(ctx, claimed, async ({ tx }) => {
    await tx`
      update calendar_entries
      set place = ${place}, mark = ${mark}, sequence = ${sequence}, version = ${version}
      where source_id = ${claimed.id} and appointment_id = ${appointment}`;
  });

export const noteGone = (ctx: Ctx, claimed: Claimed, appointment: string): Promise<void> =>
  inTurn(ctx, claimed, async ({ tx }) => {
    await tx`delete from calendar_entries where source_id = ${claimed.id} and appointment_id = ${appointment}`;
  });

/**
 * Leaves an entry to who else has it at the same place; false when nobody has. Of two who let go at once one still takes it out: the
 * rows are locked.
 */
export const leaveToOther = (
  ctx: Ctx,
  claimed: Claimed,
  { appointment, place }: Pick<Entry, 'appointment' | 'place'>,
): Promise<boolean> =>
  inTurn(ctx, claimed, async ({ tx }) => {
    const here = await tx`
      select from calendar_entries where appointment_id = ${appointment} and place = ${place}
      order by source_id for update`;
    if (here.length < 2) return false;
    await tx`delete from calendar_entries where source_id = ${claimed.id} and appointment_id = ${appointment}`;
    return true;
  });

/** What the other side calls what stands there, by place. */
export const noteMarks = (
  ctx: Ctx,
  claimed: Claimed,
  marks: ReadonlyMap<string, string | null>,
): Promise<void> =>
  inTurn(ctx, claimed, async ({ tx }) => {
    await tx`
      update calendar_entries set mark = given.mark
      from unnest(${[...marks.keys()]}::text[], ${[...marks.values()]}::text[]) as given (place, mark)
      where source_id = ${claimed.id} and calendar_entries.place = given.place`;
  });
