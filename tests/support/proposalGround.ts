import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { agreeToProposal } from '#server/chat/proposal/answerProposal.ts';
import { proposeReferral } from '#server/chat/proposal/propose.ts';
import { readProposal } from '#server/chat/proposal/readProposal.ts';
import { agreeSchema } from '#server/chat/proposal/schema.ts';
import { readAfter } from '#server/chat/readMessages.ts';
import { toMessage } from '#server/chat/rows.ts';
import { readReferrals } from '#server/referral/readReferrals.ts';
import type { ReferralGround } from './referralGround.ts';

/** A chat in which a casemanager proposes De Brug, and what a jongere makes of it. */
export function proposing(ground: ReferralGround) {
  /** A conversation that a casemanager has. */
  async function talk(of = ground.casemanager): Promise<string> {
    const id = randomUUID();
    const now = new Date(ground.clock.now()).toISOString();
    assert.equal(of.actor.kind, 'staff');
    const staff = of.actor.kind === 'staff' ? of.actor.staff.id : '';
    await ground.sql`
      insert into chat_conversations (id, kind, status, language, first_name, casemanager_id, started_at, waiting_since, taken_at)
      values (${id}, 'chat', 'active', 'nl', 'Zebedeus', ${staff}, ${now}, ${now}, ${now})`;
    return id;
  }

  const propose = (conversation: string, values: object = {}, by = ground.casemanager) =>
    proposeReferral(by, conversation, {
      clientId: randomUUID(),
      organisation: ground.bridge,
      topic: 'kort',
      told: 'zoekt een maatje voor sport',
      ...values,
    });

  const messages = async (id: string) => (await readAfter(ground.ctx, id, null)).rows;
  /** The link in the chat, as the jongere gets it. */
  async function linkIn(conversation: string): Promise<string> {
    const rows = await messages(conversation);
    const last = rows.findLast(({ kind }) => kind === 'proposal');
    assert.ok(last);
    const { tokens } = ground.ctx;
    const message = toMessage(last, { side: 'jongere', language: 'nl', tokens });
    assert.ok(message.kind === 'proposal' && message.path);
    assert.ok(!JSON.stringify(toMessage(last, { side: 'casemanager' })).includes('voorstel'));
    return message.path.split('/').at(-1) ?? '';
  }

  /** A proposal that waits. */
  async function proposed(values: object = {}) {
    const conversation = await talk();
    const sent = await propose(conversation, values);
    assert.ok(sent.ok, JSON.stringify(sent));
    return { conversation, token: await linkIn(conversation), seq: sent.sent.seq };
  }

  async function yes(token: string, values: object = {}) {
    const found = await readProposal(ground.jongere, token);
    assert.ok(found.ok);
    const sent = {
      firstName: 'Sam',
      ageGroup: '18-22',
      contact: { phone: '06 12345678' },
      reachBy: 'bericht',
      reachNote: 'niet bellen',
      told: found.proposal.told ?? undefined,
      consent: true,
      consentVersion: found.proposal.consent.version,
      ...values,
    };
    return agreeToProposal(ground.jongere, token, agreeSchema.parse(sent));
  }

  /** What was agreed to. */
  async function agreed() {
    const made = await proposed();
    assert.deepEqual(await yes(made.token), { ok: true });
    const [row] = await readReferrals(ground.youssef);
    assert.ok(row);
    return { ...made, id: row.id };
  }

  return { talk, propose, messages, linkIn, proposed, yes, agreed };
}
