import type { TransactionSql } from 'postgres';
import type { Ctx } from '#server/booking/context.ts';
import type { NotFound } from '#server/kernel/results.ts';
import type { BookingWindow } from '#server/slots/types.ts';
import { type Also, bookSlot } from './bookSlot.ts';
import type { Channel } from './channel.ts';
import type { Repeatable } from './idempotency.ts';
import type { BookedAs } from './mayBook.ts';
import { resolveOnly } from './ownCasemanager.ts';
import { normalisePerson } from './person.ts';
import { type Refusal, refuse } from './refuse.ts';
import { namesOf } from './sameTime.ts';
import type { BookFreeInput } from './schema.ts';
import { bookedAs, resolveSlotRequest } from './slotRequest.ts';

export interface BookFreeOptions extends BookingExtras {
  /** The casemanager who is tried first, whatever their load. */
  preferred?: string | undefined;
  /** The period that may be booked; the gemeente's limits for jongeren unless given. */
  window?: BookingWindow | undefined;
}

/** What any booking may have beside its input. */
export interface BookingExtras {
  /** How it comes about; left out, it follows from who asks. */
  channel?: Channel | undefined;
  /** As whom a free time is booked; left out, it follows from who asks and with whom. */
  as?: BookedAs | undefined;
  /** Further writes in the transaction of the booking. */
  also?: Also<NotFound> | undefined;
  /** The contact is of somebody who helps several jongeren: what else is booked with it does not count. */
  isSharedContact?: boolean | undefined;
}

/** Makes an afspraak for a time that nobody holds. */
export async function bookFree(
  ctx: Ctx,
  input: BookFreeInput,
  repeat: Repeatable | null,
  { preferred, window, channel, as, also, isSharedContact = false }: BookFreeOptions = {},
) {
  const roster = await ctx.roster.current();
  const own = resolveOnly(ctx, roster, input.casemanager);
  const resolved = resolveSlotRequest(roster, input, as ?? bookedAs(ctx, own.ok ? own.only : undefined));
  const normalised = normalisePerson(input, input.modality, ctx.language);
  if (!resolved.ok || !normalised.ok || !own.ok) {
    const errors = [resolved, own, normalised].flatMap((part) => (part.ok ? [] : part.errors));
    return { ok: false, error: 'invalid', errors } as const;
  }
  const { person } = normalised;
  const { request } = resolved;
  const most = roster.settings.openAppointmentsPerContact;
  const check = async (tx: TransactionSql, now: string) =>
    isSharedContact ? null : refuse(tx, { person, request, now, most });
  const result = await bookSlot<Refusal | NotFound>(ctx, {
    request,
    only: own.only,
    preferred,
    channel,
    window,
    person,
    repeat,
    names: namesOf(person),
    check,
    also,
  });
  if (!result.ok) return 'refused' in result ? result.refused : result;
  return { ok: true, appointment: result.value, repeated: false } as const;
}
