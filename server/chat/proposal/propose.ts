import { randomUUID } from 'node:crypto';
import { and, arrayContains, eq, exists } from 'drizzle-orm';
import { organisations, referralProposals, staff } from '#db/schema/index.ts';
import { may } from '#server/access/may.ts';
import { findTopic } from '#server/booking/slotRequest.ts';
import { append } from '#server/chat/append.ts';
import type { Ctx } from '#server/chat/context.ts';
import type { ProposeInput } from '#server/chat/schema.ts';
import { once, type SendResult } from '#server/chat/sendMessage.ts';
import type { Ctx as KernelCtx } from '#server/kernel/context.ts';
import { hashToken } from '#server/kernel/tokens.ts';
import { write } from '#server/kernel/write.ts';
import { proposalToken } from './findProposal.ts';
import { proposalOpenMs } from './rules.ts';

/** An organisation to which somebody can be handed. */
export interface Receiver {
  id: string;
  name: string;
}

/** The organisations with somebody who takes up what comes from a chat, by name. */
export async function readReceivers(ctx: Pick<KernelCtx, 'db' | 'actor'>): Promise<Receiver[]> {
  may(ctx, 'chat.propose');
  const { id, name, active } = organisations;
  const worker = and(
    eq(staff.organisationId, id),
    eq(staff.active, true),
    arrayContains(staff.roles, ['jongerenwerker']),
  );
  return ctx.db
    .select({ id, name })
    .from(organisations)
    .where(and(eq(active, true), exists(ctx.db.select().from(staff).where(worker))))
    .orderBy(name);
}

/**
 * Proposes in the casemanager's own conversation to hand the jongere to an organisation. Nothing goes there: the jongere gets a link
 * to read what would be told, and to agree. `taken` when a proposal still waits for an answer.
 */
export async function proposeReferral(
  ctx: Ctx,
  conversation: string,
  { clientId, organisation, topic, told }: ProposeInput,
): Promise<SendResult> {
  const { id: me, firstName } = may(ctx, 'chat.propose').staff;
  const isTopic = findTopic(await ctx.roster.current(), topic, 'invited') !== undefined;
  const receiver = (await readReceivers(ctx)).find(({ id }) => id === organisation);
  if (!isTopic || !receiver) {
    const wrong = [
      ...(receiver ? [] : [{ field: 'organisation', message: 'value-invalid' }]),
      ...(isTopic ? [] : [{ field: 'topic', message: 'topic-unknown' }]),
    ];
    return { ok: false, error: 'invalid', fields: wrong };
  }
  let waits = false;
  const sent = await once(ctx, conversation, clientId, () =>
    write(ctx, async (w) => {
      waits = false;
      const id = randomUUID();
      const now = Date.parse(w.now);
      const row = await append(w.tx, {
        conversation,
        now,
        message: {
          clientId,
          author: 'casemanager',
          kind: 'proposal',
          staffId: me,
          data: { name: firstName, organisation: receiver.name, proposal: id },
        },
        set: w.tx`, jongere_turn_at = coalesce(jongere_turn_at, ${w.now}), unanswered_since = null`,
        where: w.tx`and status = 'active' and casemanager_id = ${me}`,
      });
      if (!row) return null;
      await w.tx`
        update referral_proposals set state = 'lapsed', answered_at = ${w.now}, told = null
        where conversation_id = ${conversation} and state = 'proposed' and expires_at <= ${w.now}`;
      const open = await w.tx`
        select from referral_proposals where conversation_id = ${conversation} and state = 'proposed'`;
      waits = open.length > 0;
      if (waits) return w.undo(null);
      const tx = w.ctx.db;
      await tx.insert(referralProposals).values({
        id,
        conversationId: conversation,
        seq: row.seq,
        organisationId: receiver.id,
        madeBy: me,
        topicId: topic,
        told: told ?? null,
        tokenHash: hashToken(proposalToken(ctx, id)),
        createdAt: new Date(now),
        expiresAt: new Date(now + proposalOpenMs),
        state: 'proposed',
      });
      w.record({ about: { kind: 'conversation', id: conversation }, what: 'referral-proposed' });
      return row;
    }),
  );
  return waits && !sent.ok ? { ok: false, error: 'taken' } : sent;
}
