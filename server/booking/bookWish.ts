import { randomUUID } from 'node:crypto';
import type { Ctx } from '#server/kernel/context.ts';
import { hashToken } from '#server/kernel/tokens.ts';
import type { Roster } from '#server/roster/types.ts';
import type { Candidate, CandidateQuery } from './candidates.ts';
import { type Attempt, type ClaimQuery, claim } from './claim.ts';
import { keepRepeat, type Repeatable } from './idempotency.ts';
import { type NewRow, occupy } from './occupy.ts';
import { makeReference } from './reference.ts';
import type { Appointment, Taken } from './types.ts';
import { timesOf } from './wish.ts';

/** An afspraak to make at a free time, for whom, and what must be known about it first. */
export interface BookOrder<Refused> extends Omit<CandidateQuery, 'except'> {
  person: NonNullable<NewRow['person']>;
  /** Id of the afspraak with the same person that it goes on from. */
  follows?: string;
  /** What a repeat of the same request is known by. */
  repeat: Repeatable | null;
  /** What else is locked: contacts of which afspraken are counted. */
  names: readonly (string | null)[];
  /** Says under the locks why there can be no afspraak. */
  check: NonNullable<ClaimQuery<Refused>['check']>;
}

/** Makes an afspraak for a time that nobody holds, with whichever of the asked casemanagers can take it. */
export function bookWish<Refused>(
  ctx: Ctx,
  { person, follows, repeat, names, check, ...query }: BookOrder<Refused>,
): Promise<{ ok: true; value: Appointment } | { ok: false; refused: Refused } | Taken> {
  const { wish } = query;
  const { start, modality, topic } = wish;
  const id = randomUUID();
  const token = ctx.tokens.make('appointment', id, 1);
  const locks = { names: [...names, repeat && `key ${repeat.keyHash}`] };
  return claim<Appointment, Refused>(ctx, { ...query, locks, check }, async (claimed) => {
    const { tx, now, candidate } = claimed;
    const reference = makeReference();
    const value: Appointment = {
      ...person,
      id,
      status: 'booked',
      reference,
      token,
      topic,
      modality,
      start,
      end: timesOf(wish).end,
      ...whereAndWho(claimed.roster, candidate),
      sequence: 0,
      outcome: null,
      cancelReason: null,
      bookedAt: Date.parse(now),
      cancelledAt: null,
    };
    const written = occupy(claimed, wish, {
      id,
      status: 'booked',
      holdTokenHash: null,
      expiresAt: null,
      heldFrom: null,
      reference,
      tokenHash: hashToken(token),
      person,
      language: person.language,
      followsId: follows ?? null,
      bookedBy: ctx.actor,
    });
    const settle = (won: boolean): Attempt<Appointment, never> => {
      return won ? { kind: 'won', value } : { kind: 'lost' };
    };
    if (!repeat) return { kind: 'sent', outcome: written.then(settle) };
    const won = await written;
    if (won) await keepRepeat(tx, repeat, id, now);
    return settle(won);
  });
}

function whereAndWho(roster: Roster, candidate: Candidate): Pick<Appointment, 'location' | 'casemanager'> {
  const location = roster.locations.find(({ id }) => id === candidate.location);
  const casemanager = roster.casemanagers.find(({ id }) => id === candidate.casemanagerId);
  if (!location || !casemanager)
    throw new Error('the roster chose somebody or somewhere that it does not have');
  const { id, firstName, meetingLink } = casemanager;
  return { location, casemanager: { id, firstName, meetingLink } };
}
