import type { TransactionSql } from 'postgres';
import type { Ctx } from '#server/kernel/context.ts';
import { bookWish } from './bookWish.ts';
import type { Repeatable } from './idempotency.ts';
import { resolveOnly } from './ownCasemanager.ts';
import { normalisePerson } from './person.ts';
import { type Refusal, refuse } from './refuse.ts';
import { namesOf } from './sameTime.ts';
import type { BookInput } from './schema.ts';
import { resolveWish } from './wish.ts';

/** Makes an afspraak for a time that nobody holds. */
export async function bookFree(
  ctx: Ctx,
  input: BookInput & { start: string; modality: NonNullable<BookInput['modality']> },
  { repeat, preferred }: { repeat: Repeatable | null; preferred?: string | undefined },
) {
  const roster = await ctx.roster.current();
  const resolved = resolveWish(roster, input);
  const normalised = normalisePerson(input, input.modality, ctx.language);
  const own = resolveOnly(ctx, roster, input.casemanager);
  if (!resolved.ok || !normalised.ok || !own.ok) {
    const errors = [resolved, own, normalised].flatMap((part) => (part.ok ? [] : part.errors));
    return { ok: false, error: 'invalid', errors } as const;
  }
  const { person } = normalised;
  const { wish } = resolved;
  const most = roster.settings.openAppointmentsPerContact;
  const check = (tx: TransactionSql, now: string) => refuse(tx, { repeat, person, wish, now, most });
  const result = await bookWish<Refusal>(ctx, {
    wish,
    only: own.only,
    preferred,
    person,
    repeat,
    names: namesOf(person),
    check,
  });
  if (!result.ok) return 'refused' in result ? result.refused : result;
  return { ok: true, appointment: result.value, repeated: false } as const;
}
