import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { trajectInvitations } from '#db/schema/index.ts';
import { messageLevels, reachWays } from '#db/schema/words.ts';
import { may } from '#server/access/may.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { dateInAmsterdam, dayMs } from '#server/kernel/time.ts';
import { hashToken } from '#server/kernel/tokens.ts';
import type { Changed } from '#server/kernel/version.ts';
import type { Write } from '#server/kernel/write.ts';
import { type AskedToForget, askedToForget, asksToForget } from '#server/trajecten/asksToForget.ts';
import { changeTraject, type WrongTime } from '#server/trajecten/find.ts';
import { writeState } from '#server/trajecten/moveOn.ts';
import { proposeNext } from '#server/trajecten/nextStep.ts';
import { addAttempt, readAttempts } from '#server/trajecten/noteContact.ts';
import { writeNext } from '#server/trajecten/setNext.ts';
import { mayFollow } from '#server/trajecten/states.ts';
import { wholeTraject } from '#server/trajecten/whole.ts';
import type { Ctx } from './context.ts';
import { gesprekToken } from './path.ts';
import type { InviteInput } from './schema.ts';
import { waysTo } from './waysTo.ts';

/** It cannot safely go by this way: they asked otherwise, there is no such address, or it turned out to be wrong. */
export type UnsafeWay = { ok: false; error: 'way-unsafe' };

/**
 * Invites a jongere to a gesprek, with a link that opens for so many days (`trajecten.invitationDays`); one that stands is over then. A
 * message goes by itself, a letter is printed. It counts as a try to reach them, so the next action follows from all tries.
 */
export async function invite(
  ctx: Ctx,
  id: string,
  { version, way }: InviteInput,
): Promise<{ ok: true; invitation: string } | UnsafeWay | AskedToForget | NotFound | Changed | WrongTime> {
  const { staff: me } = may(ctx, 'traject.write');
  const { settings } = await ctx.roster.current();
  return changeTraject<{ ok: true; invitation: string } | UnsafeWay | AskedToForget>(
    ctx,
    { action: 'traject.write', id, version },
    async (w, row) => {
      if (await asksToForget(w, row.jongere)) return askedToForget;
      const reach = await readReach(w, row.jongere);
      if (!waysTo(reach, await readAttempts(w, id)).includes(way)) return { ok: false, error: 'way-unsafe' };
      const invitation = randomUUID();
      const now = Date.parse(w.now);
      await endInvitation(w, id, 'renewed');
      const tx = w.ctx.db;
      await tx.insert(trajectInvitations).values({
        id: invitation,
        trajectId: id,
        tokenHash: hashToken(gesprekToken(ctx, invitation)),
        createdAt: new Date(now),
        createdBy: me.id,
        way,
        expiresAt: new Date(now + settings.trajecten.invitationDays * dayMs),
      });
      w.record({ about: { kind: 'traject', id }, what: 'invited', details: { way } });
      await addAttempt(w, id, me.id, { way, party: 'jongere', outcome: 'sent', note: null });
      if (row.state !== 'uitgenodigd' && mayFollow(row.state, 'uitgenodigd'))
        await writeState(w, id, 'uitgenodigd');
      const next = proposeNext(await readAttempts(w, id), dateInAmsterdam(now));
      await writeNext(w, id, { action: next.action, on: next.on, note: null });
      if (way !== 'letter')
        w.message({
          kind: 'gesprek-invitation',
          channel: way,
          to: { kind: 'jongere' },
          about: { kind: 'invitation', id: invitation },
          version: now,
        });
      return { ok: true, invitation };
    },
  );
}

const reachSchema = z.object({
  email: z.string().nullable(),
  phone: z.string().nullable(),
  reachBy: z.enum(reachWays).nullable(),
  messages: z.enum(messageLevels),
});

async function readReach(w: Write<Ctx>, jongere: string) {
  const [row] = await w.tx`
    select email, phone, reach_by as "reachBy", messages from jongeren where id = ${jongere}`;
  return reachSchema.parse(row);
}

/** Ends the invitation that stands; false when none does. Part of a write that locked the traject. */
export async function endInvitation(
  w: Write<Ctx>,
  traject: string,
  why: 'renewed' | 'withdrawn',
): Promise<boolean> {
  const rows = await w.tx`
    update traject_invitations set ended_at = ${w.now}, ended_why = ${why}
    where traject_id = any(${wholeTraject(w.tx, traject)}) and ended_at is null returning id`;
  return rows.length > 0;
}
