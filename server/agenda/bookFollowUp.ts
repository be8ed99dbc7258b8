import type { TransactionSql } from 'postgres';
import { staffWindow } from '#server/availability/window.ts';
import { bookWish } from '#server/booking/bookWish.ts';
import { findRepeat, type Repeatable, repeatable } from '#server/booking/idempotency.ts';
import { newTimeOf } from '#server/booking/newTime.ts';
import { findSameTime, namesOf } from '#server/booking/sameTime.ts';
import type { Invalid, NotFound, SameTime, Taken, TooLate } from '#server/booking/types.ts';
import type { Ctx } from '#server/kernel/context.ts';
import { findOfTeam } from './findOfTeam.ts';
import { canStill } from './rules.ts';
import type { FollowUpInput } from './schema.ts';

export type BookFollowUpResult =
  | { ok: true; id: string; repeated: boolean }
  | NotFound
  /** The earlier one was cancelled, or its data wiped: there is nobody to meet again. */
  | TooLate
  /** This form made an afspraak at another time already. */
  | { ok: false; error: 'key-reused' }
  | Taken
  | SameTime
  | Invalid;

/** What was seen under the locks, as the answer that it becomes. */
type Refused = Exclude<BookFollowUpResult, Taken | Invalid | NotFound>;

/**
 * Makes a new afspraak for the person of an earlier one, with the same casemanager; how many they have open does
 * not matter, nor whether we know an address of theirs. The key of the form makes a repeat give the same afspraak.
 */
export async function bookFollowUp(ctx: Ctx, id: string, input: FollowUpInput): Promise<BookFollowUpResult> {
  const found = await findOfTeam(ctx, id);
  if (!found.ok) return found;
  const { appointment: earlier, roster } = found;
  const { key, insists, ...time } = input;
  const repeat = repeatable(`vervolg ${key}`, { id, ...time });
  const known = answered(await findRepeat(ctx.sql, repeat, ctx.clock.now()));
  if (known) return known;
  if (!canStill('follow-up', earlier, ctx.clock.now())) return { ok: false, error: 'too-late' };
  const resolved = newTimeOf(roster, earlier, time);
  if (!resolved.ok) return resolved;

  const { wish } = resolved;
  const { name, email, phone, ageGroup, reachBy, language, referral, casemanager } = earlier;
  const result = await bookWish<Refused>(ctx, {
    wish,
    // What they wrote was about that time; who they are stays.
    person: { name, email, phone, ageGroup, reachBy, language, referral, note: null },
    follows: id,
    repeat,
    names: namesOf(earlier),
    only: casemanager.id,
    window: staffWindow(roster, ctx.clock.now()),
    check: async (tx, now) =>
      (await refuse(tx, { repeat, earlier: id, now })) ??
      (insists === 'ja' ? null : findSameTime(tx, earlier, wish)),
  });
  if (result.ok) {
    ctx.bus.say({ agenda: [casemanager.id] });
    return { ok: true, id: result.value.id, repeated: false };
  }
  if ('refused' in result) return result.refused;
  // The same form may have come twice at once: then its twin has the time that seems taken.
  return answered(await findRepeat(ctx.sql, repeat, ctx.clock.now())) ?? result;
}

/** What the key of a form led to before; null for a new one. */
function answered(known: Awaited<ReturnType<typeof findRepeat>>): Refused | null {
  if (known.kind === 'new') return null;
  if (known.kind === 'key-reused') return { ok: false, error: 'key-reused' };
  return { ok: true, id: known.appointmentId, repeated: true };
}

interface RefuseQuery {
  repeat: Repeatable;
  earlier: string;
  now: string;
}

/** Under the locks: whether the form was answered already, and whether the person is still there to meet. */
async function refuse(tx: TransactionSql, { repeat, earlier, now }: RefuseQuery): Promise<Refused | null> {
  const known = answered(await findRepeat(tx, repeat, Date.parse(now)));
  if (known) return known;
  // Shared until the commit: a wipe at this very moment goes before, and is seen, or after.
  const rows = await tx`
    select from appointments where id = ${earlier} and status = 'booked' and wiped_at is null for share`;
  return rows.length > 0 ? null : { ok: false, error: 'too-late' };
}
