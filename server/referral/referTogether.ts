import { eq } from 'drizzle-orm';
import { appointments } from '#db/schema/index.ts';
import { may } from '#server/access/may.ts';
import { type BookResult, book } from '#server/booking/book.ts';
import type { Also } from '#server/booking/bookSlot.ts';
import type { Ctx } from '#server/booking/context.ts';
import type { KeyReused } from '#server/booking/idempotency.ts';
import { selectRow, toAppointment } from '#server/booking/rows.ts';
import { type BookInput, toBookInput } from '#server/booking/schema.ts';
import type {
  Appointment,
  HoldExpired,
  Invalid,
  SameTime,
  Taken,
  TooLate,
  TooMany,
} from '#server/booking/types.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { attach } from './attach.ts';
import { countReferral } from './countReferral.ts';
import { checkHold } from './holdReferralTime.ts';
import { findMade, insertReferral } from './insertReferral.ts';
import { type Maker, type StoredKey, storedKey } from './maker.ts';
import { noticeOf } from './noticeOf.ts';
import { type Order, prepare, type Unprepared } from './prepare.ts';
import { messagesUnsaid } from './rules.ts';
import type { ReferTogetherInput } from './schema.ts';

export type ReferTogetherResult =
  | { ok: true; referral: string; appointment: Appointment; repeated: boolean }
  | Unprepared
  | Invalid
  | Taken
  | SameTime
  | HoldExpired
  | TooMany
  | KeyReused
  /** A repeat, after it was taken back or closed, or after the jongere ended the sharing. */
  | TooLate;

/**
 * Refers a jongere who sits beside, and makes the afspraak, in one transaction: there is never one without the other. The
 * same key with the same input gives the same afspraak, however much later: it may have been sent while offline. When the
 * time was taken meanwhile nothing is made, and the nearest free ones are told. Once the organisation has no more business
 * with the afspraak, a repeat no longer gives it: the answer holds its private link. `agreedAt` (epoch ms) as in `Maker`.
 */
export async function referTogether(
  ctx: Ctx,
  input: ReferTogetherInput,
  key: string,
  agreedAt: number | null = null,
): Promise<ReferTogetherResult> {
  const { staff: me } = may(ctx, 'referral.make');
  const maker: Maker = {
    source: 'together',
    organisation: me.organisation,
    madeBy: me.id,
    from: null,
    agreedAt,
    key,
  };
  const stored = storedKey(maker, input);
  const before = await repeated(ctx, stored);
  if (before) return before;
  const counted = await countReferral(ctx, maker);
  if (!counted.ok) return counted;
  const prepared = await prepare(ctx, maker, input);
  if (!prepared.ok) return prepared;
  const held = await checkHold(ctx, input);
  if (!held.ok) return held;
  const { made, booked } = await bookWith(ctx, prepared.order, input);
  if (booked.ok && made !== null)
    return { ok: true, referral: made, appointment: booked.appointment, repeated: false };
  // The same may have come twice at once: then its twin has the time, and that afspraak is answered.
  const twin = await repeated(ctx, stored);
  if (twin) return twin;
  return refusalOf(booked);
}

/** Books, and writes the referral along; without one, the hold had led to an afspraak before. */
async function bookWith(ctx: Ctx, order: Order, input: ReferTogetherInput) {
  const { referral } = order;
  const done: { made: string | null } = { made: null };
  const also: Also<NotFound> = async (w, appointment) => {
    done.made = await insertReferral(w, order);
    if (done.made === null) return { ok: false, error: 'not-found' };
    await attach(w, { referral: done.made, appointment: appointment.id });
    return null;
  };
  const booked = await book(ctx, bookInputOf(order, input), undefined, {
    also,
    channel: 'jongerenwerk',
    as: 'together',
    isSharedContact: referral.contactOf === 'jongerenwerker',
    window: await noticeOf(ctx, referral.urgent !== null),
  });
  return { made: done.made, booked };
}

function bookInputOf({ referral }: Order, input: ReferTogetherInput): BookInput {
  const { topic, hold, start, location, modality, visitAddress, messages } = input;
  return toBookInput({
    topic,
    hold,
    start,
    location,
    modality,
    visitAddress,
    name: referral.firstName,
    ageGroup: referral.ageGroup,
    contact: input.contact,
    reachBy: referral.reachBy ?? undefined,
    messages: messages ?? messagesUnsaid,
    language: referral.language,
  });
}

function refusalOf(booked: BookResult): Exclude<ReferTogetherResult, { ok: true } | Unprepared> | Invalid {
  if (booked.ok) return { ok: false, error: 'hold-expired' };
  if (booked.error === 'booked-otherwise' || booked.error === 'not-found')
    return { ok: false, error: 'hold-expired' };
  return booked;
}

async function repeated(ctx: Ctx, key: StoredKey): Promise<ReferTogetherResult | null> {
  const known = await findMade(ctx, key);
  if (known.kind === 'new') return null;
  if (known.kind === 'made' && known.isOver) return { ok: false, error: 'too-late' };
  const row = known.kind === 'made' ? await selectRow(ctx, eq(appointments.referralId, known.id)) : undefined;
  if (known.kind === 'key-reused' || !row || row.wipedAt) return { ok: false, error: 'key-reused' };
  const appointment = toAppointment(ctx, await ctx.roster.current(), row);
  return { ok: true, referral: known.id, appointment, repeated: true };
}
