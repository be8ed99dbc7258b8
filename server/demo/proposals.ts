import { randomUUID } from 'node:crypto';
import { and, desc, eq, isNotNull } from 'drizzle-orm';
import type { Transaction } from '#db/client.ts';
import { demoProposals } from '#db/demo/chats.ts';
import { demoPhone } from '#db/demo/jongeren.ts';
import * as tables from '#db/schema/index.ts';
import { foldName } from '#server/booking/foldName.ts';
import { proposalToken } from '#server/chat/proposal/findProposal.ts';
import { hashToken, type Tokens } from '#server/kernel/tokens.ts';
import { handOverConsentOf } from '#server/referral/consent.ts';
import type { Casemanager } from '#server/roster/types.ts';
import type { Settings } from '#server/settings/schema.ts';

interface Cast {
  now: number;
  tokens: Tokens;
  settings: Settings;
}

const minute = 60_000;
const hour = 60 * minute;

/** In the last chats of one casemanager: an organisation that was proposed, and one that the jongere said yes to. */
export async function insertProposals(tx: Transaction, by: Casemanager, cast: Cast): Promise<void> {
  const { conversations } = tables;
  const chats = await tx
    .select()
    .from(conversations)
    .where(
      and(
        eq(conversations.casemanagerId, by.id),
        eq(conversations.kind, 'chat'),
        isNotNull(conversations.firstName),
        isNotNull(conversations.topicId),
        isNotNull(conversations.closedAt),
      ),
    )
    .orderBy(desc(conversations.startedAt))
    .limit(demoProposals.length);
  for (const [index, proposal] of demoProposals.entries()) {
    const chat = chats[index];
    if (chat) await insertProposal(tx, chat, { ...proposal, by }, cast);
  }
}

type Chat = typeof tables.conversations.$inferSelect;
type Proposal = (typeof demoProposals)[number] & { by: Casemanager };

async function insertProposal(
  tx: Transaction,
  chat: Chat,
  { organisation: name, told, isAgreed, by }: Proposal,
  { now, tokens, settings }: Cast,
): Promise<void> {
  const [organisation] = await tx
    .select({ id: tables.organisations.id })
    .from(tables.organisations)
    .where(eq(tables.organisations.name, name));
  const { topicId, firstName, closedAt, lastSeq: seq } = chat;
  if (!organisation || topicId === null || firstName === null || closedAt === null) return;
  const id = randomUUID();
  const at = new Date(closedAt.getTime() - 2 * minute);
  const answeredAt = new Date(closedAt.getTime() - minute);
  await sayProposal(tx, chat, { id, name, by, at, answeredAt: isAgreed ? answeredAt : null });
  const referralId = isAgreed ? randomUUID() : null;
  if (referralId !== null) {
    const consent = handOverConsentOf(settings, name, 'nl');
    await tx.insert(tables.referrals).values({
      id: referralId,
      source: 'chat',
      organisationId: organisation.id,
      madeBy: by.id,
      firstName,
      firstNameFolded: foldName(firstName),
      phone: demoPhone(80),
      contactOf: 'jongere',
      reachBy: 'bericht',
      reachNote: 'Liever een bericht dan bellen.',
      ageGroup: '18-22',
      language: 'nl',
      topicId,
      told,
      consentText: consent.text,
      consentVersion: consent.version,
      consentLanguage: 'nl',
      consentedAt: answeredAt,
      createdAt: answeredAt,
    });
  }
  await tx.insert(tables.referralProposals).values({
    id,
    conversationId: chat.id,
    seq,
    organisationId: organisation.id,
    madeBy: by.id,
    topicId,
    told: isAgreed ? null : told,
    tokenHash: hashToken(proposalToken({ tokens }, id)),
    createdAt: at,
    expiresAt: new Date(now + 20 * hour),
    state: isAgreed ? 'agreed' : 'proposed',
    answeredAt: isAgreed ? answeredAt : null,
    referralId,
  });
}

interface SaidProposal {
  id: string;
  name: string;
  by: Casemanager;
  at: Date;
  answeredAt: Date | null;
}

/** Before the chat closed: that it was proposed, and the answer. */
async function sayProposal(
  tx: Transaction,
  { id: conversationId, lastSeq }: Chat,
  { id, name, by, at, answeredAt }: SaidProposal,
): Promise<void> {
  const { messages, conversations } = tables;
  const last = lastSeq + (answeredAt === null ? 1 : 2);
  await tx
    .update(messages)
    .set({ seq: last })
    .where(and(eq(messages.conversationId, conversationId), eq(messages.seq, lastSeq)));
  await tx.insert(messages).values({
    conversationId,
    seq: lastSeq,
    clientId: randomUUID(),
    author: 'casemanager',
    kind: 'proposal',
    staffId: by.id,
    data: { name: by.firstName, organisation: name, proposal: id },
    createdAt: at,
  });
  if (answeredAt !== null)
    await tx.insert(messages).values({
      conversationId,
      seq: lastSeq + 1,
      clientId: randomUUID(),
      author: 'jongere',
      kind: 'proposal-answered',
      data: { proposal: lastSeq, organisation: name, answer: 'agreed' },
      createdAt: answeredAt,
    });
  await tx
    .update(conversations)
    .set({ lastSeq: last, jongereSeen: last, jongereDelivered: last, staffSeen: last, staffDelivered: last })
    .where(eq(conversations.id, conversationId));
}
