import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/booking/context.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { type BookFreeOptions, bookFree } from './bookFree.ts';
import { bookHold } from './bookHold.ts';
import { type KeyReused, keyKnown, type Purpose, withIdempotency } from './idempotency.ts';
import { readMade } from './readMade.ts';
import type { BookInput } from './schema.ts';
import type { Appointment, HoldExpired, Invalid, SameTime, Taken, TooMany } from './types.ts';

export type BookResult =
  | { ok: true; appointment: Appointment; repeated: boolean }
  | KeyReused
  /** The hold became an afspraak before, with other details; that one stands. */
  | { ok: false; error: 'booked-otherwise' }
  | Invalid
  | Taken
  | SameTime
  | TooMany
  | HoldExpired
  | NotFound;

interface BookOptions extends BookFreeOptions {
  /** What the key is for. */
  purpose?: Purpose;
}

/**
 * Makes an afspraak, for a time that is held or for a free one at once. With an idempotency key a repeat within
 * 24 hours gives the same afspraak, whatever happened to the first answer. `preferred` and `window` are for a free time.
 */
export async function book(
  ctx: Ctx,
  input: BookInput,
  idempotencyKey?: string,
  { purpose = 'book', ...options }: BookOptions = {},
): Promise<BookResult> {
  may(ctx, 'appointment.book');
  const allowed = await countBooking(ctx);
  if (!allowed.ok) return allowed;
  const make = (repeat: Parameters<typeof bookHold>[2]) =>
    input.hold === undefined ? bookFree(ctx, input, repeat, options) : bookHold(ctx, input, repeat, options);
  if (idempotencyKey === undefined) {
    const made = await make(null);
    if (made === keyKnown) throw new Error('no key was sent that could be known');
    return made;
  }
  const asked = { purpose, key: idempotencyKey, body: input };
  return withIdempotency<BookResult>(ctx, asked, make, (id) => readMade(ctx, id));
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
