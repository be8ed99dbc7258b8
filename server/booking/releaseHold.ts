import { z } from 'zod';
import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/booking/context.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { hashToken, looksLikeToken } from '#server/kernel/tokens.ts';
import { write } from '#server/kernel/write.ts';
import { forgetPerson } from './forget.ts';

/**
 * Lets a hold go, with all that was typed. One that is over already is fine, also when it became an afspraak:
 * that stays, and whoever asks has nothing to hear of.
 */
export async function releaseHold(ctx: Ctx, token: string): Promise<{ ok: true } | NotFound> {
  may(ctx, 'hold.change');
  if (!looksLikeToken(token)) return { ok: false, error: 'not-found' };
  return write(ctx, async (w): Promise<{ ok: true } | NotFound> => {
    const rows = await w.tx`
      with hold as (
        select id, status = 'held' as held, casemanager_id from appointments
        where hold_token_hash = ${hashToken(token)}
        for update
      ), ended as (
        update appointments
        set status = 'expired', ${forgetPerson(w.tx)}
        where id in (select id from hold where held)
      )
      select held as "wasHeld", casemanager_id as "casemanagerId" from hold`;
    const [hold] = holdRows.parse([...rows]);
    if (!hold) return { ok: false, error: 'not-found' };
    if (hold.wasHeld) w.changed({ agenda: [hold.casemanagerId] });
    return { ok: true };
  });
}

const holdRows = z.array(z.object({ wasHeld: z.boolean(), casemanagerId: z.uuid() }));
