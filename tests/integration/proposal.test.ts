import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import { closeConversation } from '#server/chat/closeConversation.ts';
import { forgetChats } from '#server/chat/forgetChats.ts';
import { refuseProposal } from '#server/chat/proposal/answerProposal.ts';
import { endProposal } from '#server/chat/proposal/endProposal.ts';
import { readReceivers } from '#server/chat/proposal/propose.ts';
import { readProposal } from '#server/chat/proposal/readProposal.ts';
import { withdrawProposal } from '#server/chat/proposal/withdrawProposal.ts';
import { readConversation } from '#server/chat/readConversation.ts';
import type { Ctx } from '#server/http/context.ts';
import { bookInvitation } from '#server/referral/bookInvitation.ts';
import { forgetReferrals } from '#server/referral/forgetReferrals.ts';
import { referAgain } from '#server/referral/linkOfReferral.ts';
import { readReferral } from '#server/referral/readReferral.ts';
import { readReferrals } from '#server/referral/readReferrals.ts';
import { noteContact, takeReferral } from '#server/referral/takeReferral.ts';
import { countOpenReferrals, readOpenReferrals, readTeamReferral } from '#server/referral/teamReferrals.ts';
import { withdrawReferral } from '#server/referral/withdrawReferral.ts';
import { emptyTables } from '../support/emptyTables.ts';
import { staffCtx } from '../support/factories.ts';
import { proposing } from '../support/proposalGround.ts';
import { atOnce, type Result, request, tally } from '../support/raceGround.ts';
import { type ReferralGround, referralGround } from '../support/referralGround.ts';

const nobody = { ok: false, error: 'not-found' };

let ground: ReferralGround;
before(async () => {
  ground = await referralGround();
});
after(() => ground.close());
beforeEach(async () => {
  ground.clock.set('2026-11-20T10:00:00+01:00');
  await emptyTables(ground.sql, 'appointments', 'referrals', 'chat_conversations', 'idempotency_keys');
  await ground.sql`update organisations set active = true`;
  ground.ctx.bus.say({ roster: true, agenda: [...ground.staff] });
});

const acts = () => proposing(ground);
const talk = () => acts().talk();
const propose = (conversation: string, values?: object, by?: Ctx) => acts().propose(conversation, values, by);
const linkIn = (conversation: string) => acts().linkIn(conversation);
const messages = (conversation: string) => acts().messages(conversation);
const proposed = (values?: object) => acts().proposed(values);
const yes = (token: string, values?: object) => acts().yes(token, values);
const agreed = () => acts().agreed();

const stateOf = async (token: string) => {
  const found = await readProposal(ground.jongere, token);
  assert.ok(found.ok);
  return found.proposal.state;
};
const count = async () => (await ground.sql`select from referrals`).length;
const versionOf = async (id: string) => {
  const found = await readReferral(ground.youssef, id);
  assert.ok(found.ok);
  return found.referral.version;
};

test('of what is proposed nothing goes to the organisation, and of a no neither', async () => {
  const { conversation, token } = await proposed();
  assert.deepEqual(await readReferrals(ground.youssef), []);
  const found = await readProposal(ground.jongere, token);
  assert.ok(found.ok);
  const { organisation, told, firstName, consent } = found.proposal;
  assert.deepEqual([organisation, told, firstName], ['De Brug', 'zoekt een maatje voor sport', 'Zebedeus']);
  assert.match(consent.text, /Den Haag dit doorgeeft aan De Brug/);
  assert.deepEqual(await propose(conversation), { ok: false, error: 'taken' }, 'one at a time');

  assert.deepEqual(await refuseProposal(ground.jongere, token), { ok: true });
  assert.deepEqual(await refuseProposal(ground.jongere, token), { ok: true });
  assert.deepEqual(await yes(token), { ok: false, error: 'over', state: 'refused' });
  assert.equal(await count(), 0);
  const kept = await ground.sql`select told from referral_proposals`;
  assert.deepEqual([...kept], [{ told: null }], 'what would be told is gone');
  const said = (await messages(conversation)).map(({ kind }) => kind);
  assert.deepEqual(said, ['proposal', 'proposal-answered']);
  assert.ok((await propose(conversation)).ok, 'another may be proposed');
});

test('what a jongere agrees to is with that organisation alone, in their own words, once', async () => {
  const { token, conversation } = await proposed();
  assert.deepEqual(await yes(token, { told: 'ik wil graag sporten' }), { ok: true });
  assert.deepEqual(await yes(token), { ok: true }, 'sent twice');
  assert.deepEqual(await refuseProposal(ground.jongere, token), {
    ok: false,
    error: 'over',
    state: 'agreed',
  });
  assert.equal(await count(), 1);
  const [row] = await readReferrals(ground.youssef);
  assert.ok(row);
  assert.deepEqual([row.source, row.status, row.isMine], ['chat', { status: 'handed-over' }, false]);
  assert.deepEqual(await readReferrals(ground.kees), []);
  for (const act of [
    () => readReferral(ground.kees, row.id),
    () => takeReferral(ground.kees, row.id, { version: 1 }),
    () => noteContact(ground.kees, row.id, { contact: 'made', version: 1 }),
    () => withdrawReferral(ground.kees, row.id, { reason: 'nee', version: 1 }),
  ])
    assert.deepEqual(await act(), nobody);

  const before = await readReferral(ground.fatma, row.id);
  assert.ok(before.ok);
  const { told, phone, reachNote, consent } = before.referral;
  assert.deepEqual([told, phone, reachNote], ['ik wil graag sporten', null, null], 'not before it is taken');
  assert.match(consent.text, /^Ik vind het goed dat de gemeente/);
  assert.deepEqual(await takeReferral(ground.fatma, row.id, { version: 1 }), { ok: true });
  const taken = await readReferral(ground.fatma, row.id);
  assert.ok(taken.ok);
  assert.deepEqual([taken.referral.phone, taken.referral.reachNote], ['+31612345678', 'niet bellen']);
  assert.deepEqual(await noteContact(ground.fatma, row.id, { contact: 'made', version: 2 }), { ok: true });

  const seen = await readConversation(ground.casemanager, conversation);
  assert.deepEqual(seen?.proposals, [
    { proposal: 1, organisation: 'De Brug', state: 'agreed', became: 'contact-made' },
  ]);
  assert.ok(!JSON.stringify(seen).includes('sporten') && !JSON.stringify(seen).includes('12345678'));
  assert.equal(await stateOf(token), 'agreed');
});

test('only the casemanager of the conversation proposes and withdraws, to who can take it up', async () => {
  const conversation = await talk();
  const colleague = staffCtx(ground.ctx, ground.staff[1] ?? '');
  assert.deepEqual(await propose(conversation, {}, colleague), { ok: false, error: 'not-open' });
  const wrong = await propose(conversation, { organisation: randomUUID(), topic: 'nergens' });
  assert.ok(!wrong.ok && wrong.error === 'invalid');
  assert.deepEqual(
    wrong.fields?.map(({ field }) => field),
    ['organisation', 'topic'],
  );
  assert.deepEqual(
    (await readReceivers(ground.casemanager)).map(({ name }) => name),
    ['De Brug', 'De Haven'],
  );
  const clientId = randomUUID();
  const [first, again] = [
    await propose(conversation, { clientId }),
    await propose(conversation, { clientId }),
  ];
  assert.ok(first.ok && again.ok);
  assert.deepEqual(again.sent, first.sent, 'sent twice');
  assert.deepEqual(await withdrawProposal(colleague, conversation, { proposal: 1 }), nobody);
  // Handed over meanwhile: it is that of who has the conversation now.
  await ground.sql`update chat_conversations set casemanager_id = ${ground.staff[1] ?? ''}`;
  assert.deepEqual(await withdrawProposal(ground.casemanager, conversation, { proposal: 1 }), nobody);
  assert.ok((await withdrawProposal(colleague, conversation, { proposal: 1 })).ok);
  const token = await linkIn(conversation);
  assert.deepEqual(await yes(token), { ok: false, error: 'over', state: 'withdrawn' });
});

test('it can be agreed to when the chat is over, not a day later, nor when its organisation stopped', async () => {
  const over = await proposed();
  await closeConversation(ground.ctx, {
    conversation: over.conversation,
    by: 'casemanager',
    reason: 'ended',
  });
  assert.deepEqual(await yes(over.token), { ok: true });
  const rows = await messages(over.conversation);
  assert.equal(rows.at(-1)?.kind, 'proposal-answered');

  const late = await proposed();
  ground.clock.set('2026-11-21T10:00:00+01:00');
  assert.equal(await stateOf(late.token), 'lapsed');
  assert.deepEqual(await yes(late.token), { ok: false, error: 'over', state: 'lapsed' });
  assert.ok((await propose(late.conversation)).ok, 'the next may be proposed');

  const stopped = await proposed({ organisation: ground.harbour });
  await ground.sql`update organisations set active = false where id = ${ground.harbour}`;
  assert.deepEqual(await yes(stopped.token), { ok: false, error: 'over', state: 'lapsed' });
});

test('a sentence that changed meanwhile is shown again, and who is too old is led elsewhere', async () => {
  const { token } = await proposed();
  const changed = await yes(token, { consentVersion: 'that of before' });
  assert.ok(!changed.ok && changed.error === 'consent-changed');
  assert.deepEqual(await yes(token, { ageGroup: '27-plus' }), {
    ok: false,
    error: 'elsewhere',
    why: 'age',
  });
  const unreachable = await yes(token, { reachBy: 'email' });
  assert.ok(!unreachable.ok && unreachable.error === 'invalid');
  assert.equal(await count(), 0);
  // Renamed meanwhile: the sentence names it.
  const read = await readProposal(ground.jongere, token);
  assert.ok(read.ok);
  await ground.sql`update organisations set name = 'De Brug Zuid' where id = ${ground.bridge}`;
  const renamed = await yes(token, { consentVersion: read.proposal.consent.version });
  assert.ok(!renamed.ok && renamed.error === 'consent-changed');
  await ground.sql`update organisations set name = 'De Brug' where id = ${ground.bridge}`;
});

test('who ends it without an afspraak leaves nothing of them, and with one the afspraak alone', async () => {
  const ended = await agreed();
  assert.deepEqual(await endProposal(ground.jongere, ended.token), { ok: true });
  assert.deepEqual(await endProposal(ground.jongere, ended.token), { ok: true });
  assert.equal(await stateOf(ended.token), 'ended');
  assert.deepEqual(await readReferral(ground.youssef, ended.id), nobody);
  const [row] = await ground.sql`select first_name, phone, told, reach_note from referrals`;
  assert.deepEqual(row, { first_name: null, phone: null, told: null, reach_note: null });

  const { id, token } = await agreed();
  await takeReferral(ground.youssef, id, { version: 1 });
  const link = await referAgain(ground.youssef, id);
  assert.ok(link.ok);
  const booked = await bookInvitation(ground.jongere, link.invitation.token, request('10:00'));
  assert.ok(booked.ok, JSON.stringify(booked));
  assert.deepEqual(await endProposal(ground.jongere, token), { ok: true });
  assert.deepEqual(await readReferral(ground.youssef, id), nobody);
  assert.deepEqual(await readReferrals(ground.youssef), []);
  const standing = await ground.sql`select from appointments where status = 'booked' and referral_id = ${id}`;
  assert.equal(standing.length, 1);
});

test('it waits for its organisation, and for a coordinator only when that stopped', async () => {
  const { id } = await agreed();
  assert.deepEqual(await readOpenReferrals(ground.coordinator), []);
  assert.equal(await countOpenReferrals(ground.coordinator), null);
  assert.deepEqual(await readTeamReferral(ground.coordinator, id), nobody);
  await ground.sql`update organisations set active = false where id = ${ground.bridge}`;
  const [open] = await readOpenReferrals(ground.coordinator);
  assert.equal(open?.id, id);
});

test('who leaves, or lets a week go by, keeps a jongere from nobody else', async () => {
  const { id } = await agreed();
  await takeReferral(ground.youssef, id, { version: 1 });
  await noteContact(ground.youssef, id, { contact: 'failed', version: 2 });
  const open = async () => (await readOpenReferrals(ground.coordinator)).map((one) => one.id);
  const status = async () => (await readReferrals(ground.fatma))[0]?.status.status;
  assert.deepEqual([await open(), await status()], [[], 'contact-failed']);

  const [youssef, fatma] = [ground.youssef, ground.fatma].map(({ actor }) =>
    actor.kind === 'staff' ? actor.staff.id : '',
  );
  await ground.sql`update staff set active = false where id = ${youssef ?? ''}`;
  assert.deepEqual([await open(), await status()], [[], 'handed-over'], 'its colleagues have it again');
  await ground.sql`update staff set active = false where id = ${fatma ?? ''}`;
  assert.deepEqual(await open(), [id], 'nobody works there');
  await ground.sql`update staff set active = true where id in (${youssef ?? ''}, ${fatma ?? ''})`;
  assert.deepEqual([await open(), await status()], [[], 'contact-failed']);

  ground.clock.advance(7 * 24 * 3_600_000);
  assert.deepEqual([await open(), await status()], [[id], 'contact-failed'], 'a week went by');
  assert.equal((await readTeamReferral(ground.coordinator, id)).ok, true);
  const version = await versionOf(id);
  assert.deepEqual(await noteContact(ground.youssef, id, { contact: 'made', version }), { ok: true });
  assert.deepEqual(await open(), []);
});

test('who ends it after an afspraak that is off leaves nothing for anybody to do', async () => {
  const { id, token } = await agreed();
  await takeReferral(ground.youssef, id, { version: 1 });
  const link = await referAgain(ground.youssef, id);
  assert.ok(link.ok);
  const booked = await bookInvitation(ground.jongere, link.invitation.token, request('10:00'));
  assert.ok(booked.ok, JSON.stringify(booked));
  await ground.sql`
    update appointments set status = 'cancelled', cancelled_at = booked_at where referral_id = ${id}`;
  assert.equal((await readOpenReferrals(ground.coordinator)).length, 1);
  assert.deepEqual(await endProposal(ground.jongere, token), { ok: true });
  assert.deepEqual(await readOpenReferrals(ground.coordinator), []);
  const [row] = await ground.sql`select first_name from referrals where id = ${id}`;
  assert.deepEqual(row, { first_name: null });
});

test('a colleague takes over what they saw; what was given back shows no contact any more', async () => {
  const { id } = await agreed();
  await takeReferral(ground.youssef, id, { version: 1 });
  assert.deepEqual(await noteContact(ground.fatma, id, { contact: 'made', version: 2 }), {
    ok: false,
    error: 'changed',
  });
  assert.deepEqual(await takeReferral(ground.fatma, id, { version: 2 }), { ok: true });
  const mine = await readReferrals(ground.fatma, { mine: true });
  assert.deepEqual([mine.length, (await readReferrals(ground.youssef, { mine: true })).length], [1, 0]);
  const version = await versionOf(id);
  assert.deepEqual(await withdrawReferral(ground.fatma, id, { reason: 'vol', version }), { ok: true });
  const found = await readReferral(ground.fatma, id);
  assert.ok(found.ok);
  assert.deepEqual([found.referral.phone, found.referral.can.take], [null, false]);
});

test('the link ends it for as long as it is kept, also when the chat is forgotten', async () => {
  const refused = await proposed();
  await refuseProposal(ground.jongere, refused.token);
  const made = await agreed();
  for (const { conversation } of [refused, made])
    await closeConversation(ground.ctx, { conversation, by: 'casemanager', reason: 'ended' });
  ground.clock.set('2026-12-22T10:00:00+01:00');
  await forgetChats(ground.ctx);
  assert.equal((await ground.sql`select from chat_conversations`).length, 0);
  assert.deepEqual(await readProposal(ground.jongere, refused.token), nobody);
  assert.equal(await stateOf(made.token), 'agreed');
  ground.clock.set('2027-03-22T10:00:00+01:00');
  await forgetReferrals(ground.ctx);
  assert.deepEqual(await readProposal(ground.jongere, made.token), nobody);
  assert.equal((await ground.sql`select from referral_proposals`).length, 0);
});

test('of what is done at once one happens', async () => {
  const { jongere, casemanager, youssef, fatma } = ground;
  for (const _ of [0, 1, 2, 3]) {
    const { conversation, token, seq } = await proposed();
    const before = await count();
    const acts: (() => Promise<Result>)[] = [
      () => yes(token),
      () => refuseProposal(jongere, token),
      () => withdrawProposal(casemanager, conversation, { proposal: seq }),
    ];
    const results = await atOnce(6, (i) => acts[i % 3]?.() ?? yes(token));
    const state = await stateOf(token);
    assert.equal((await count()) - before, state === 'agreed' ? 1 : 0, JSON.stringify(results));
    const told = (await messages(conversation)).filter(({ kind }) => kind === 'proposal-answered');
    assert.equal(told.length, 1);
  }
  const conversation = await talk();
  const sent = await atOnce(5, () => propose(conversation));
  assert.deepEqual(tally(sent), { ok: 1, taken: 4 });

  await emptyTables(ground.sql, 'referrals', 'chat_conversations');
  const { id, token } = await agreed();
  const taken = await atOnce(6, (i) => takeReferral(i % 2 ? youssef : fatma, id, { version: 1 }));
  assert.deepEqual(tally(taken), { ok: 3, changed: 3 });
  const version = await versionOf(id);
  const raced = await atOnce<Result>(4, (i) =>
    i % 2
      ? endProposal(jongere, token)
      : noteContact(i === 0 ? youssef : fatma, id, { contact: 'made', version }),
  );
  assert.ok(raced.length === 4);
  assert.equal(await stateOf(token), 'ended');
  assert.deepEqual(await readReferral(youssef, id), nobody);
});
