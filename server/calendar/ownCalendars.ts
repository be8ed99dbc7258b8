import { z } from 'zod';
import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/booking/context.ts';
import { hashToken } from '#server/kernel/tokens.ts';
import { write } from '#server/kernel/write.ts';
import type { OwnCalendarsInput } from './schema.ts';

// What the own calendar of whoever is signed in gets of their agenda, and how.

const rowSchema = z.object({
  generation: z.number(),
  names: z.boolean(),
  invitations: z.boolean(),
  isMade: z.boolean(),
  readOn: z.string().nullable(),
});

export interface OwnCalendars {
  /** The path of the feed, with its secret; null while there is none. */
  feed: string | null;
  /** The last day (in Amsterdam) on which a calendar took over what had changed; null when none did so far. */
  readOn: string | null;
  /** Whether they want jongeren named. */
  names: boolean;
  /** Whether the gemeente allows that. */
  mayName: boolean;
  /** Whether each change comes by mail as well, as an invitation. */
  invitations: boolean;
}

/** What whoever is signed in chose, with the address of their feed. */
export async function readOwnCalendars(ctx: Ctx): Promise<OwnCalendars> {
  const { id } = may(ctx, 'calendars.read').staff;
  const [[row], { settings }] = await Promise.all([
    ctx.sql`
      select generation, names, invitations, token_hash is not null as "isMade", read_on::text as "readOn"
      from staff_calendars where staff_id = ${id}`,
    ctx.roster.current(),
  ]);
  const mayName = settings.namesInCalendars;
  if (!row) return { feed: null, readOn: null, names: false, mayName, invitations: false };
  const { generation, isMade, ...chosen } = rowSchema.parse(row);
  const feed = isMade ? `/kalender/${ctx.tokens.make('calendar', id, generation)}.ics` : null;
  return { feed, readOn: chosen.readOn, names: chosen.names, mayName, invitations: chosen.invitations };
}

/** Makes the address of the own feed, or another one: the one of before ends. */
export async function makeFeed(ctx: Ctx): Promise<{ ok: true }> {
  const { id } = may(ctx, 'calendars.save').staff;
  return write(ctx, async (w): Promise<{ ok: true }> => {
    const [row] = await w.tx`
      insert into staff_calendars (staff_id, generation) values (${id}, 1)
      on conflict (staff_id) do update set generation = staff_calendars.generation + 1
      returning generation`;
    const { generation } = z.object({ generation: z.number() }).parse(row);
    const hash = hashToken(ctx.tokens.make('calendar', id, generation));
    await w.tx`
      update staff_calendars set token_hash = ${hash}, made_at = ${w.now}::timestamptz, read_on = null
      where staff_id = ${id}`;
    w.record({ about: { kind: 'casemanager', id }, what: 'calendar-link-made' });
    return { ok: true };
  });
}

/** Ends the own feed: its address opens nothing any more. */
export async function endFeed(ctx: Ctx): Promise<{ ok: true }> {
  const { id } = may(ctx, 'calendars.save').staff;
  return write(ctx, async (w): Promise<{ ok: true }> => {
    const ended = await w.tx`
      update staff_calendars set token_hash = null, made_at = null, read_on = null
      where staff_id = ${id} and token_hash is not null returning staff_id`;
    if (ended.length > 0) w.record({ about: { kind: 'casemanager', id }, what: 'calendar-link-ended' });
    return { ok: true };
  });
}

/** Saves what the own calendar gets. Of two devices the last counts: it is a choice of one person. */
export async function saveOwnCalendars(
  ctx: Ctx,
  { names, invitations }: OwnCalendarsInput,
): Promise<{ ok: true }> {
  const { id } = may(ctx, 'calendars.save').staff;
  return write(ctx, async (w): Promise<{ ok: true }> => {
    const saved = await w.tx`
      insert into staff_calendars (staff_id, names, invitations) values (${id}, ${names}, ${invitations})
      on conflict (staff_id) do update set names = excluded.names, invitations = excluded.invitations
      where (staff_calendars.names, staff_calendars.invitations) is distinct from (excluded.names, excluded.invitations)
      returning staff_id`;
    if (saved.length > 0) w.record({ about: { kind: 'casemanager', id }, what: 'calendars-saved' });
    return { ok: true };
  });
}
