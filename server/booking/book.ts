import { eq } from 'drizzle-orm';
import { appointments } from '#db/schema/index.ts';
import type { Ctx } from '#server/kernel/context.ts';
import { bookFree } from './bookFree.ts';
import { bookHold } from './bookHold.ts';
import { findRepeat, type Repeatable, repeatable } from './idempotency.ts';
import { selectRow, toAppointment } from './rows.ts';
import type { BookInput } from './schema.ts';
import type { Appointment, HoldExpired, Invalid, NotFound, SameTime, Taken, TooMany } from './types.ts';

export type BookResult =
  | { ok: true; appointment: Appointment; repeated: boolean }
  | { ok: false; error: 'key-reused' }
  /** The hold became an afspraak before, with other details; that one stands. */
  | { ok: false; error: 'booked-otherwise' }
  | Invalid
  | Taken
  | SameTime
  | TooMany
  | HoldExpired
  | NotFound;

/**
 * Makes an afspraak, for a time that is held or for a free one at once. With an idempotency key a repeat within
 * 24 hours gives the same afspraak, whatever happened to the first answer. `preferred` is the id of the casemanager who
 * goes first at a free time, whatever their load.
 */
export async function book(
  ctx: Ctx,
  input: BookInput,
  idempotencyKey?: string,
  { preferred }: { preferred?: string | undefined } = {},
): Promise<BookResult> {
  const allowed = await countBooking(ctx);
  if (!allowed.ok) return allowed;
  const repeat = idempotencyKey === undefined ? null : repeatable(idempotencyKey, input);
  const before = await answerRepeat(ctx, repeat);
  if (before) return before;
  const { hold, start, modality } = input;
  const result =
    hold === undefined && start !== undefined && modality !== undefined
      ? await bookFree(ctx, { ...input, start, modality }, { repeat, preferred })
      : await bookHold(ctx, { ...input, hold: hold ?? '' }, repeat);
  if (result.ok) ctx.bus.say({ agenda: [result.appointment.casemanager.id] });
  if (result.ok) return result;
  // The same request may have come twice at once: then its twin has the time that seems taken.
  const twin = await answerRepeat(ctx, repeat);
  if (twin) return twin;
  if (result.error === 'repeat') throw new Error('the repeat that was found is gone');
  return result;
}

/** What the key led to already; null for a new one. */
async function answerRepeat(ctx: Ctx, repeat: Repeatable | null): Promise<BookResult | null> {
  if (!repeat) return null;
  const known = await findRepeat(ctx.sql, repeat, ctx.clock.now());
  if (known.kind === 'key-reused') return { ok: false, error: 'key-reused' };
  return known.kind === 'repeat' ? readAgain(ctx, known.appointmentId) : null;
}

async function countBooking(ctx: Ctx): Promise<{ ok: true } | TooMany> {
  if (ctx.actor.kind !== 'jongere') return { ok: true };
  const { settings } = await ctx.roster.current();
  const limit = {
    name: 'appointments',
    most: settings.limits.appointmentsPerAddressPerHour,
    perSeconds: 3600,
  };
  const counted = await ctx.limits.consumeFrom(ctx.actor.networks, limit);
  if (counted.ok) return counted;
  return { ok: false, error: 'too-many', what: 'requests', retryAfterSeconds: counted.retryAfterSeconds };
}

async function readAgain(ctx: Ctx, appointmentId: string): Promise<BookResult> {
  const row = await selectRow(ctx, eq(appointments.id, appointmentId));
  if (!row || row.wipedAt) return { ok: false, error: 'not-found' };
  return { ok: true, appointment: toAppointment(ctx, await ctx.roster.current(), row), repeated: true };
}
