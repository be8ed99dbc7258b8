import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/booking/context.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { hashToken } from '#server/kernel/tokens.ts';
import { write } from '#server/kernel/write.ts';
import { findHold } from './findHold.ts';
import { normalisePerson } from './person.ts';
import type { Person } from './schema.ts';
import type { Hold, HoldExpired, Invalid } from './types.ts';

/** Keeps what was typed with the hold, where it goes when the hold goes. */
export async function saveDetails(
  ctx: Ctx,
  token: string,
  input: Person,
): Promise<{ ok: true; hold: Hold } | Invalid | HoldExpired | NotFound> {
  may(ctx, 'hold.change');
  const found = await findHold(ctx, token);
  if (!found.ok) return found.error === 'booked' ? { ok: false, error: 'hold-expired' } : found;
  const normalised = normalisePerson(input, found.hold.modality, ctx.language);
  if (!normalised.ok) return normalised;
  const { person } = normalised;
  const kept = await write(ctx, async ({ tx, now }) => {
    const rows = await tx`
      update appointments
      set name = ${person.name}, email = ${person.email}, phone = ${person.phone}, age_group = ${person.ageGroup},
          reach_by = ${person.reachBy}, messages = ${person.messages}, language = ${person.language}, note = ${person.note},
          visit_address = ${person.visitAddress},
          companion = ${person.companion}, interpreter = ${person.interpreter}, step_free = ${person.stepFree}
      where hold_token_hash = ${hashToken(token)} and status = 'held' and expires_at > ${now}
      returning id`;
    return rows.length > 0;
  });
  if (!kept) return { ok: false, error: 'hold-expired' };
  return { ok: true, hold: { ...found.hold, person } };
}
