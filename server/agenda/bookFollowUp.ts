import type { TransactionSql } from 'postgres';
import { may } from '#server/access/may.ts';
import { staffWindow } from '#server/availability/window.ts';
import { bookSlot } from '#server/booking/bookSlot.ts';
import type { Ctx } from '#server/booking/context.ts';
import {
  type KeyReused,
  type keyKnown,
  type Repeatable,
  withIdempotency,
} from '#server/booking/idempotency.ts';
import { needsOf } from '#server/booking/needs.ts';
import { newTimeOf } from '#server/booking/newTime.ts';
import { findSameTime, namesOf } from '#server/booking/sameTime.ts';
import type { Invalid, SameTime, Taken, TooLate } from '#server/booking/types.ts';
import { findBooking, keepBooking } from '#server/booking/undoable.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { findOfTeam } from './findOfTeam.ts';
import { canStill } from './rules.ts';
import type { FollowUpInput } from './schema.ts';

export type BookFollowUpResult =
  | { ok: true; id: string; repeated: boolean; undo: number | null }
  | NotFound
  /** The earlier one was cancelled, or its data wiped: there is nobody to meet again. */
  | TooLate
  /** This form made an afspraak at another time already. */
  | KeyReused
  | Taken
  | SameTime
  | Invalid;

/**
 * Books a new afspraak for the person of an earlier one, with the same casemanager. Neither a limit on open afspraken nor
 * contact details are required. The key of the form makes a repeat give the same afspraak.
 */
export async function bookFollowUp(ctx: Ctx, id: string, input: FollowUpInput): Promise<BookFollowUpResult> {
  may(ctx, 'appointment.follow-up');
  const found = await findOfTeam(ctx, 'appointment.follow-up', id);
  if (!found.ok) return found;
  const { appointment: earlier, roster } = found;
  const { key, insists, ...time } = input;
  const make = async (repeat: Repeatable): Promise<BookFollowUpResult | typeof keyKnown> => {
    if (!canStill('follow-up', earlier, ctx.clock.now())) return { ok: false, error: 'too-late' };
    const resolved = newTimeOf(roster, earlier, time);
    if (!resolved.ok) return resolved;
    const { request } = resolved;
    const { name, email, phone, ageGroup, reachBy, messages, language, referral, casemanager } = earlier;
    const visitAddress = request.modality === 'huisbezoek' ? earlier.visitAddress : null;
    const person = {
      name,
      email,
      phone,
      ageGroup,
      reachBy,
      messages,
      language,
      referral,
      visitAddress,
      note: null,
    };
    const result = await bookSlot<TooLate | SameTime>(ctx, {
      request,
      // Their note was about the former time, so it is left out; who they are stays.
      person: { ...person, ...needsOf(earlier) },
      follows: id,
      repeat,
      names: namesOf(earlier),
      only: casemanager.id,
      window: staffWindow(roster, ctx.clock.now()),
      check: async (tx) =>
        (await refuse(tx, id)) ?? (insists === 'yes' ? null : findSameTime(tx, earlier, request)),
      also: keepBooking,
    });
    if (result.ok) return made(result.value.id, false);
    return 'refused' in result ? result.refused : result;
  };
  const made = async (booked: string, repeated: boolean) =>
    ({ ok: true, id: booked, repeated, undo: await findBooking(ctx, booked) }) as const;
  const asked = { purpose: 'follow-up', key, body: { id, ...time } } as const;
  return withIdempotency<BookFollowUpResult>(ctx, asked, make, (booked) => made(booked, true));
}

/** Under the locks: whether the person is still there to meet. */
async function refuse(tx: TransactionSql, earlier: string): Promise<TooLate | null> {
  // `for share` until the commit: a simultaneous wipe comes before, and is seen, or after.
  const rows = await tx`
    select from appointments where id = ${earlier} and status = 'booked' and wiped_at is null for share`;
  return rows.length > 0 ? null : { ok: false, error: 'too-late' };
}
