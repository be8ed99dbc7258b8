import { randomUUID } from 'node:crypto';
import type { Ctx } from '#server/booking/context.ts';
import type { Write } from '#server/kernel/write.ts';
import { type CandidateQuery, whereAndWho } from './candidates.ts';
import { type Channel, channelOf } from './channel.ts';
import { type Attempt, type ClaimQuery, claim } from './claim.ts';
import { checkKey, keepRepeat, type keyKnown, nameOfKey, type Repeatable } from './idempotency.ts';
import { newAppointment } from './newAppointment.ts';
import { bookedRow, type NewRow, occupy } from './occupy.ts';
import { endOf } from './slotRequest.ts';
import type { Appointment, Taken } from './types.ts';

/** An order to book a free time: for whom, and what to check first. */
export interface BookOrder<Refused> extends Omit<CandidateQuery, 'except'> {
  person: NonNullable<NewRow['person']>;
  /** Id of the former afspraak with the same person, for a follow-up. */
  follows?: string | undefined;
  /** How it comes about; left out, it follows from who asks. */
  channel?: Channel | undefined;
  /** The idempotency key of the request. */
  repeat: Repeatable | null;
  /** Further names to lock: contacts whose afspraken are counted. */
  names: readonly (string | null)[];
  /** Checked under the locks: a reason to refuse, or null. */
  check: NonNullable<ClaimQuery<Refused>['check']>;
  /** Further writes in the same transaction. A result refuses and undoes all of it. */
  also?: Also<Refused> | undefined;
}

export type Also<Refused> = (w: Write, appointment: Appointment) => Promise<Refused | null>;

/** Books a time that nobody holds, with whichever of the allowed casemanagers can take it. */
export function bookSlot<Refused>(
  ctx: Ctx,
  { person, follows, channel, repeat, names, check, also, ...query }: BookOrder<Refused>,
): Promise<{ ok: true; value: Appointment } | { ok: false; refused: Refused | typeof keyKnown } | Taken> {
  const { request } = query;
  const { start, modality, topic } = request;
  const id = randomUUID();
  const asked: ClaimQuery<Refused | typeof keyKnown> = {
    ...query,
    locks: { names: repeat ? [...names, nameOfKey(repeat)] : names },
    check: async (tx, now) => {
      const [known, refused] = await Promise.all([checkKey(tx, repeat, now), check(tx, now)]);
      return known ?? refused;
    },
  };
  return claim<Appointment, Refused | typeof keyKnown>(ctx, asked, async (claimed) => {
    const { w, candidate } = claimed;
    const where = whereAndWho(claimed.roster, candidate);
    const given = { id, topic, modality, start, end: endOf(request), ...where };
    const value = newAppointment(ctx, given, person, Date.parse(w.now));
    const row = bookedRow(id, value, {
      person,
      language: person.language,
      followsId: follows ?? null,
      channel: channel ?? channelOf(ctx.actor),
      bookedBy: ctx.actor,
    });
    const written = occupy(claimed, request, row);
    const settle = (won: boolean): Attempt<Appointment, never> => {
      if (!won) return { kind: 'lost' };
      w.changed({ agenda: [candidate.casemanagerId] });
      return { kind: 'won', value };
    };
    if (!repeat && !also) return w.behind(written.then(settle));
    const won = await written;
    if (!won) return settle(won);
    const [refused] = await Promise.all([
      also?.(w, value) ?? null,
      repeat && keepRepeat(w.tx, repeat, id, w.now),
    ]);
    return refused === null ? settle(won) : w.undo({ kind: 'refused', value: refused });
  });
}
