import { eq } from 'drizzle-orm';
import type { TransactionSql } from 'postgres';
import { appointments } from '#db/schema/index.ts';
import { staffOf } from '#server/accounts/staffOf.ts';
import { teamOf } from '#server/accounts/team.ts';
import { staffWindow } from '#server/availability/window.ts';
import type { Ctx } from '#server/kernel/context.ts';
import { bookWish } from './bookWish.ts';
import { findRepeat, type Repeatable, repeatable } from './idempotency.ts';
import { normalisePerson } from './person.ts';
import { selectRow, toAppointment } from './rows.ts';
import { findSameTime, namesOf } from './sameTime.ts';
import type { BookForInput } from './schema.ts';
import type { Appointment, Invalid, NotFound, SameTime, Taken } from './types.ts';
import { resolveWish } from './wish.ts';

export type BookForResult =
  | { ok: true; appointment: Appointment; repeated: boolean }
  /** This form made an afspraak already, of other answers. */
  | { ok: false; error: 'key-reused' }
  | Invalid
  | Taken
  | SameTime
  /** The casemanager is not of the team. */
  | NotFound;

/**
 * Makes an afspraak for somebody who calls or stands at the desk, with a casemanager of the own team. It may have
 * begun a quarter of an hour ago, needs no contact, and how many the jongere has already is no limit. One at the same
 * time is, unless staff insists: two children may share the contact of a parent.
 * A repeat with the same key within 24 hours gives the same afspraak.
 */
export async function bookFor(
  ctx: Ctx,
  input: BookForInput,
  key: string,
  { insists = false }: { insists?: boolean } = {},
): Promise<BookForResult> {
  const { casemanager } = input;
  const roster = await ctx.roster.current();
  const team = teamOf(ctx, roster).map(({ id }) => id);
  if (casemanager !== undefined && !team.includes(casemanager)) return { ok: false, error: 'not-found' };
  const resolved = resolveWish(roster, input);
  const normalised = normalisePerson(input, input.modality, ctx.language);
  if (!resolved.ok || !normalised.ok) {
    const errors = [resolved, normalised].flatMap((part) => (part.ok ? [] : part.errors));
    return { ok: false, error: 'invalid', errors };
  }
  const repeat = repeatOf(ctx, input, key);
  const before = await answerRepeat(ctx, repeat);
  if (before) return before;
  const { wish } = resolved;
  const { person } = normalised;
  const result = await bookWish<'known' | SameTime>(ctx, {
    wish,
    person,
    repeat,
    names: namesOf(person),
    among: casemanager === undefined ? team : [casemanager],
    window: staffWindow(roster, ctx.clock.now()),
    check: async (tx, now) =>
      (await checkRepeat(tx, repeat, now)) ?? (insists ? null : findSameTime(tx, person, wish)),
  });
  if (result.ok) {
    ctx.bus.say({ agenda: [result.value.casemanager.id] });
    return { ok: true, appointment: result.value, repeated: false };
  }
  // The same form may have come twice at once: then its twin has the time that seems taken.
  const twin = await answerRepeat(ctx, repeat);
  if (twin) return twin;
  if ('refused' in result && result.refused !== 'known') return result.refused;
  if ('refused' in result) throw new Error('the repeat that was found is gone');
  return result;
}

async function checkRepeat(tx: TransactionSql, repeat: Repeatable, now: string): Promise<'known' | null> {
  const { kind } = await findRepeat(tx, repeat, Date.parse(now));
  return kind === 'new' ? null : 'known';
}

/** Whether this very form made its afspraak already, with these answers. */
export async function isBooked(ctx: Ctx, input: BookForInput, key: string): Promise<boolean> {
  const known = await findRepeat(ctx.sql, repeatOf(ctx, input, key), ctx.clock.now());
  return known.kind === 'repeat';
}

const repeatOf = (ctx: Ctx, input: BookForInput, key: string) =>
  repeatable(`${staffOf(ctx).id} ${key}`, input);

/** What the key led to already; null for a new one. */
async function answerRepeat(ctx: Ctx, repeat: Repeatable): Promise<BookForResult | null> {
  const known = await findRepeat(ctx.sql, repeat, ctx.clock.now());
  if (known.kind === 'new') return null;
  if (known.kind === 'key-reused') return { ok: false, error: 'key-reused' };
  const row = await selectRow(ctx, eq(appointments.id, known.appointmentId));
  if (!row || row.wipedAt) return { ok: false, error: 'not-found' };
  return { ok: true, appointment: toAppointment(ctx, await ctx.roster.current(), row), repeated: true };
}
