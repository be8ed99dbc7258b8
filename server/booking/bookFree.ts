import { randomUUID } from 'node:crypto';
import type { TransactionSql } from 'postgres';
import type { Ctx } from '../context.ts';
import type { Roster } from '../roster/types.ts';
import { hashToken } from '../security/tokens.ts';
import type { Candidate } from './candidates.ts';
import { type Attempt, claim } from './claim.ts';
import { keepRepeat, type Repeatable } from './idempotency.ts';
import { occupy } from './occupy.ts';
import { normalisePerson } from './person.ts';
import { makeReference } from './reference.ts';
import { type Refusal, refuse } from './refuse.ts';
import type { BookInput } from './schema.ts';
import type { Appointment } from './types.ts';
import { resolveWish, timesOf } from './wish.ts';

/** Makes an afspraak for a time that nobody holds. */
export async function bookFree(
  ctx: Ctx,
  input: BookInput & { start: string; modality: NonNullable<BookInput['modality']> },
  repeat: Repeatable | null,
) {
  const roster = await ctx.roster.current();
  const resolved = resolveWish(roster, input);
  const normalised = normalisePerson(input, input.modality, ctx.language);
  if (!resolved.ok || !normalised.ok) {
    const errors = [resolved, normalised].flatMap((part) => (part.ok ? [] : part.errors));
    return { ok: false, error: 'invalid', errors } as const;
  }
  const { person } = normalised;
  const { wish } = resolved;
  const { start, modality, topic } = wish;
  const id = randomUUID();
  const token = ctx.tokens.make('appointment', id, 1);
  const names = [person.email, person.phone, repeat && `key ${repeat.keyHash}`];
  const most = roster.settings.openAppointmentsPerContact;
  const check = (tx: TransactionSql, now: string) => refuse(tx, { repeat, person, now, most });
  const query = { wish, locks: { names }, check };
  const result = await claim<Appointment, Refusal>(ctx, query, async (claimed) => {
    const { tx, now, candidate } = claimed;
    const reference = makeReference();
    const value: Appointment = {
      ...person,
      ...{ id, status: 'booked', reference, token, topic, modality, start, end: timesOf(wish).end },
      ...whereAndWho(claimed.roster, candidate),
      ...{ sequence: 0, outcome: null, cancelReason: null, bookedAt: Date.parse(now), cancelledAt: null },
    };
    const written = occupy(claimed, wish, {
      id,
      status: 'booked',
      holdTokenHash: null,
      expiresAt: null,
      reference,
      tokenHash: hashToken(token),
      person,
      language: person.language,
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
  if (!result.ok) return 'refused' in result ? result.refused : result;
  return { ok: true, appointment: result.value, repeated: false } as const;
}

function whereAndWho(roster: Roster, candidate: Candidate): Pick<Appointment, 'location' | 'casemanager'> {
  const location = roster.locations.find(({ id }) => id === candidate.location);
  const casemanager = roster.casemanagers.find(({ id }) => id === candidate.casemanagerId);
  if (!location || !casemanager)
    throw new Error('the roster chose somebody or somewhere that it does not have');
  const { id, firstName, meetingLink } = casemanager;
  return { location, casemanager: { id, firstName, meetingLink } };
}
