import { may } from '#server/access/may.ts';
import { peopleInScope } from '#server/access/scope.ts';
import { staffWindow } from '#server/availability/window.ts';
import type { Ctx } from '#server/booking/context.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { type Also, bookSlot } from './bookSlot.ts';
import type { Channel } from './channel.ts';
import {
  findRepeat,
  type KeyReused,
  type keyKnown,
  type Repeatable,
  repeatable,
  withIdempotency,
} from './idempotency.ts';
import { normalisePerson } from './person.ts';
import { readMade } from './readMade.ts';
import { findSameTime, namesOf } from './sameTime.ts';
import type { BookForInput } from './schema.ts';
import { resolveSlotRequest } from './slotRequest.ts';
import type { Appointment, Invalid, SameTime, Taken } from './types.ts';
import { findBooking, keepBooking } from './undoable.ts';

export type BookForResult =
  | { ok: true; appointment: Appointment; repeated: boolean; undo: number | null }
  /** This form made an afspraak already, of other answers. */
  | KeyReused
  | Invalid
  | Taken
  | SameTime
  /** The casemanager is not of the team. */
  | NotFound;

interface BookForOptions {
  insists?: boolean;
  /** How it comes about; at the desk unless given. */
  channel?: Channel;
  /** Further writes in the transaction of the booking. */
  also?: Also<NotFound>;
}

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
  { insists = false, channel, also }: BookForOptions = {},
): Promise<BookForResult> {
  const { staff: me } = may(ctx, 'appointment.book-for');
  const { casemanager } = input;
  const roster = await ctx.roster.current();
  const team = peopleInScope(ctx, 'appointment.book-for', roster.casemanagers).map(({ id }) => id);
  if (casemanager !== undefined && !team.includes(casemanager)) return { ok: false, error: 'not-found' };
  const resolved = resolveSlotRequest(roster, input, 'staff');
  const normalised = normalisePerson(input, input.modality, ctx.language);
  if (!resolved.ok || !normalised.ok) {
    const errors = [resolved, normalised].flatMap((part) => (part.ok ? [] : part.errors));
    return { ok: false, error: 'invalid', errors };
  }
  const { request } = resolved;
  const { person } = normalised;
  const make = async (repeat: Repeatable): Promise<BookForResult | typeof keyKnown> => {
    const result = await bookSlot<SameTime | NotFound>(ctx, {
      request,
      person,
      repeat,
      channel,
      names: namesOf(person),
      among: casemanager === undefined ? team : [casemanager],
      window: staffWindow(roster, ctx.clock.now()),
      check: async (tx) => (insists ? null : findSameTime(tx, person, request)),
      also: async (w, appointment) => (await also?.(w, appointment)) ?? keepBooking(w, appointment),
    });
    if (result.ok) return made(result.value, false);
    return 'refused' in result ? result.refused : result;
  };
  const made = async (appointment: Appointment, repeated: boolean) =>
    ({ ok: true, appointment, repeated, undo: await findBooking(ctx, appointment.id) }) as const;
  return withIdempotency<BookForResult>(ctx, askedBy(me.id, input, key), make, async (id) => {
    const known = await readMade(ctx, id);
    return known.ok ? made(known.appointment, true) : known;
  });
}

/** Whether this very form made its afspraak already, with these answers. */
export async function isBooked(ctx: Ctx, input: BookForInput, key: string): Promise<boolean> {
  const { staff: me } = may(ctx, 'appointment.book-for');
  const known = await findRepeat(ctx.sql, repeatable(askedBy(me.id, input, key)), ctx.clock.now());
  return known.kind === 'repeat';
}

const askedBy = (me: string, input: BookForInput, key: string) =>
  ({ purpose: 'book-for', key: `${me} ${key}`, body: input }) as const;
