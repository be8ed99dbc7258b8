import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { appointments } from '../../db/schema/index.ts';
import type { Ctx } from '../context.ts';
import { hashToken } from '../security/tokens.ts';
import { claim } from './claim.ts';
import { recordEvent } from './recordEvent.ts';
import { keepRepeat, type Repeatable } from './idempotency.ts';
import { occupy } from './occupy.ts';
import { normalisePerson } from './person.ts';
import { makeReference } from './reference.ts';
import { type Refusal, refuse } from './refuse.ts';
import { selectRow, toAppointment } from './rows.ts';
import type { BookInput } from './schema.ts';
import { resolveWish } from './wish.ts';

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
  const id = randomUUID();
  const names = [person.email, person.phone, repeat && `key ${repeat.keyHash}`];
  const result = await claim<string, Refusal>(ctx, { wish, locks: { names } }, async (claimed) => {
    const { tx, now } = claimed;
    const refusal = await refuse(tx, {
      repeat,
      person,
      now,
      most: roster.settings.openAppointmentsPerContact,
    });
    if (refusal) return { kind: 'refused', value: refusal };
    const won = await occupy(claimed, wish, {
      id,
      status: 'booked',
      holdTokenHash: null,
      expiresAt: null,
      reference: makeReference(),
      tokenHash: hashToken(ctx.tokens.make('appointment', id, 1)),
      person,
    });
    if (!won) return { kind: 'lost' };
    await Promise.all([
      recordEvent(tx, ctx.actor, now, { appointmentId: id, kind: 'booked' }),
      repeat && keepRepeat(tx, repeat, id, now),
    ]);
    return { kind: 'won', value: id };
  });
  if (!result.ok) return 'refused' in result ? result.refused : result;
  const row = await selectRow(ctx, eq(appointments.id, result.value));
  if (!row) throw new Error('the afspraak that was just made is gone');
  return { ok: true, appointment: toAppointment(ctx, roster, row), repeated: false } as const;
}
