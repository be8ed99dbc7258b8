import { referralMessages } from '#db/schema/index.ts';
import type { referralAuthors } from '#db/schema/words.ts';
import { may } from '#server/access/may.ts';
import type { StaffAction } from '#server/access/scope.ts';
import type { Ctx } from '#server/booking/context.ts';
import type { TooLate } from '#server/booking/types.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { write } from '#server/kernel/write.ts';
import { readMessages } from './changes.ts';
import { findReferral } from './findReferral.ts';
import { lockReferral } from './lockReferral.ts';
import { canStill } from './rules.ts';
import type { ReferralMessageInput } from './schema.ts';
import { statusOf } from './selectReferrals.ts';

/** The last words once more within this time are a form that was sent twice, from two browsers too. */
const repeatMs = 600_000;

type Sent = { ok: true } | NotFound | TooLate;

/** A casemanager writes to who referred, about an afspraak of the team. The jongere can read it as well. */
export async function writeToReferrer(ctx: Ctx, id: string, input: ReferralMessageInput): Promise<Sent> {
  const { staff: me } = may(ctx, 'referral.team.write');
  return send(ctx, id, { ...input, author: 'casemanager', action: 'referral.team.write', me: me.id });
}

/** Who referred, or a colleague of theirs, answers the casemanager. The jongere can read it as well. */
export async function answerCasemanager(ctx: Ctx, id: string, input: ReferralMessageInput): Promise<Sent> {
  const { staff: me } = may(ctx, 'referral.answer');
  return send(ctx, id, { ...input, author: 'referrer', action: 'referral.answer', me: me.id });
}

interface Sending extends ReferralMessageInput {
  author: (typeof referralAuthors)[number];
  action: StaffAction;
  me: string;
}

/** Under the lock of the referral: the jongere may end the sharing at this moment, after which nothing is written. */
async function send(ctx: Ctx, id: string, { author, action, me, text }: Sending): Promise<Sent> {
  const result = await findReferral(ctx, action, id);
  if (!result.ok) return result;
  return write<Sent, Ctx>(ctx, async (w) => {
    await lockReferral(w, id);
    const again = await findReferral(w.ctx, action, id);
    if (!again.ok) return again;
    const { row } = again.found;
    const status = statusOf(again.found, ctx.clock.now(), 'organisation');
    const written = (await readMessages(w.ctx, [id])).get(id) ?? [];
    const isAsked = written.some((one) => one.author === 'casemanager');
    const canReach = row.organisationId !== null && canStill('write', status);
    if (!canReach || (author === 'referrer' && !isAsked)) return { ok: false, error: 'too-late' };
    const last = written.at(-1);
    const isRepeat = last?.author === author && last.text === text && last.at > Date.parse(w.now) - repeatMs;
    if (isRepeat) return { ok: true };
    const tx = w.ctx.db;
    await tx
      .insert(referralMessages)
      .values({ referralId: id, at: new Date(w.now), author, staffId: me, body: text });
    w.record({ about: { kind: 'referral', id }, what: 'message-sent', details: { author } });
    return { ok: true };
  });
}
