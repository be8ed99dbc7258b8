import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import { askForPassword } from '#server/accounts/askForPassword.ts';
import { readPerson } from '#server/accounts/people.ts';
import { renewPasswordLink } from '#server/accounts/renewPasswordLink.ts';
import { invite, savePerson } from '#server/accounts/savePerson.ts';
import { setPassword } from '#server/accounts/setPassword.ts';
import { staffOf } from '#server/accounts/staffOf.ts';
import { recordOutcome } from '#server/agenda/recordOutcome.ts';
import { cancel } from '#server/booking/cancel.ts';
import { leaveQuestion } from '#server/chat/leaveQuestion.ts';
import { readLongQuestions } from '#server/chat/longQuestions.ts';
import { readOwnConversation } from '#server/chat/readOwnConversation.ts';
import { questionSchema } from '#server/chat/schema.ts';
import { sendAsStaff } from '#server/chat/sendMessage.ts';
import { take } from '#server/chat/take.ts';
import type { Ctx, Services } from '#server/http/context.ts';
import { findAccountNotices, findReferralNotices } from '#server/notifications/findNotices.ts';
import { sendDue } from '#server/notifications/sendDue.ts';
import { createSending } from '#server/notifications/sending.ts';
import { tellOfQuestions } from '#server/notifications/tellOfQuestions.ts';
import { tellOfReferrals } from '#server/notifications/tellOfReferrals.ts';
import { changeReferral } from '#server/referral/changeReferral.ts';
import { remindReferral } from '#server/referral/linkOfReferral.ts';
import { writeToReferrer } from '#server/referral/messages.ts';
import { openInvitation } from '#server/referral/openInvitation.ts';
import { withdrawSharing } from '#server/referral/ownReferral.ts';
import { referByForm } from '#server/referral/referWithoutAccount.ts';
import { closeReferral } from '#server/referral/settleReferral.ts';
import { withdrawReferral } from '#server/referral/withdrawReferral.ts';
import { accept } from '#server/waitingList/accept.ts';
import { findPlace } from '#server/waitingList/findPlace.ts';
import { join } from '#server/waitingList/join.ts';
import { joinWithAppointment } from '#server/waitingList/joinWithAppointment.ts';
import { leave } from '#server/waitingList/leave.ts';
import { offerFreedTimes } from '#server/waitingList/offerFreedTimes.ts';
import { aQuestion, visitor } from '../support/chatGround.ts';
import { confirmedSession } from '../support/confirmed.ts';
import { emptyTables } from '../support/emptyTables.ts';
import { jongereCtx } from '../support/factories.ts';
import { openMailServer, type TestMailServer } from '../support/mailServer.ts';
import { at } from '../support/raceGround.ts';
import {
  bookedAlone,
  bookedTogether,
  formReferral,
  invited,
  type ReferralGround,
  referral,
  referralGround,
} from '../support/referralGround.ts';
import { anything, asking } from '../support/waitingGround.ts';

// What is told about something else than an afspraak: who gets which mail, once, and never what is no longer so.

let ground: ReferralGround;
let mails: TestMailServer;
let services: Services;
let manager: Ctx;
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

before(async () => {
  ground = await referralGround(1);
  mails = await openMailServer();
});
after(async () => {
  services.mail?.mailer.close();
  await mails.close();
  await ground.close();
});
beforeEach(async () => {
  const { clock, sql, ctx, beheerder } = ground;
  clock.set('2026-11-20T10:00:00+01:00');
  await emptyTables(
    sql,
    'appointments',
    'referrals',
    'history',
    'waiting_list',
    'chat_conversations',
    'outbox',
    'password_links',
  );
  await sql`update staff set active = false where email like '%collega%'`;
  mails.taken.length = 0;
  mails.makes({});
  services?.mail?.mailer.close();
  services = { ...ctx, mail: mails.way(), sending: createSending(clock) };
  await confirmedSession(sql, staffOf(beheerder).id);
  manager = { ...services, actor: beheerder.actor, language: 'nl' };
});

/** Sends what is due, and says to whom with what subject it came since the last time. */
async function sent(): Promise<[to: string, subject: string][]> {
  mails.taken.length = 0;
  await sendDue(services);
  return mails.taken
    .map(({ to, parsed }): [string, string] => [to.join(), parsed.subject ?? ''])
    .toSorted(([a], [b]) => a.localeCompare(b));
}
const jongere = (): Ctx => jongereCtx(services);
/** What the last mail says, or the last to an address. */
const lastText = (to?: string) =>
  mails.taken.findLast((mail) => to === undefined || mail.to.includes(to))?.parsed.text ?? '';
const linkIn = (text: string) => /https?:\/\/\S+/.exec(text)?.[0] ?? '';
const addressOf = async (ctx: Ctx) => {
  const [row] = await ground.sql<{ email: string }[]>`select email from staff where id = ${staffOf(ctx).id}`;
  return row?.email ?? '';
};
const dropped = async () =>
  (
    await ground.sql<{ kind: string; reason: string }[]>`
    select kind, reason from outbox where state = 'dropped' order by kind`
  ).map(({ kind, reason }) => [kind, reason]);

let people = 0;
async function invitedPerson(): Promise<{ id: string; email: string }> {
  people += 1;
  const email = `collega${people}@example.com`;
  const [place] = await ground.sql<
    { id: string }[]
  >`select organisation_id as id from staff where id = ${ground.staff[0] ?? ''}`;
  const made = await invite(manager, {
    firstName: 'Ilse',
    lastName: 'de Groot',
    email,
    roles: ['coordinator'],
    team: null,
    organisation: place?.id ?? '',
  });
  assert.ok(made.ok, JSON.stringify(made));
  return { id: made.id, email };
}

test('who is invited gets the link by mail; it opens once, and after that nothing about it goes out', async () => {
  const { email } = await invitedPerson();
  assert.deepEqual(await sent(), [[email, 'Je toegang tot Doorstart']]);
  const link = linkIn(lastText());
  assert.match(link, /\/medewerker\/wachtwoord\//);
  const set = await setPassword(jongere(), link.split('/').at(-1) ?? '', 'een lange zin van vier woorden');
  assert.deepEqual(set, { ok: true, email });
  assert.deepEqual(await sent(), [], 'their first password is no news');
});

test('a link that was replaced, or is over, is not mailed any more', async () => {
  const { id, email } = await invitedPerson();
  ground.clock.advance(minute);
  assert.ok((await renewPasswordLink(manager, id)).ok);
  assert.deepEqual(await sent(), [[email, 'Je toegang tot Doorstart']]);
  assert.deepEqual(await dropped(), [['account-invitation', 'no-longer']]);
  const seen = await findAccountNotices(manager, id);
  assert.deepEqual(
    seen.map(({ kind, state }) => [kind, state]),
    [['account-invitation', 'delivered']],
  );
  mails.makes({ recipient: { code: 451, text: '4.3.2 later' } });
  assert.ok((await renewPasswordLink(manager, id)).ok);
  await sent();
  mails.makes({});
  ground.clock.advance(8 * day);
  assert.deepEqual(await sent(), []);
});

test('whoever has a mistyped address has a link that opens nothing any more, and the right one gets another', async () => {
  const { id, email } = await invitedPerson();
  assert.deepEqual(await sent(), [[email, 'Je toegang tot Doorstart']]);
  const strange = linkIn(lastText()).split('/').at(-1) ?? '';
  const read = await readPerson(manager, id);
  assert.ok(read);
  const { person } = read;
  ground.clock.advance(minute);
  const saved = await savePerson(manager, id, {
    firstName: person.firstName,
    lastName: person.lastName,
    email: `goed.${email}`,
    roles: [...person.roles],
    team: null,
    organisation: person.organisation.id,
    version: person.version,
  });
  assert.deepEqual(saved, { ok: true });
  assert.deepEqual(await setPassword(jongere(), strange, 'een lange zin van vier woorden'), {
    ok: false,
    error: 'link-over',
  });
  assert.deepEqual(await sent(), [[`goed.${email}`, 'Je toegang tot Doorstart']]);
});

test('who was invited keeps their link when a stranger asks for it, and a beheerder sees that a mail did not come', async () => {
  const { id, email } = await invitedPerson();
  await sent();
  const link = linkIn(lastText());
  ground.clock.advance(hour);
  await askForPassword(jongere(), { email }, { byMail: true });
  mails.makes({ recipient: { code: 550, text: '5.1.1 nobody' } });
  await sent();
  assert.equal((await readPerson(manager, id))?.person.linkLost, true);
  assert.ok(
    (await setPassword(jongere(), link.split('/').at(-1) ?? '', 'een lange zin van vier woorden')).ok,
  );
});

test('who forgot their password gets a link by mail, one in a quarter of an hour, and hears that it changed', async () => {
  const email = await addressOf(ground.casemanager);
  await ground.sql`update staff set password_hash = 'x' where email = ${email}`;
  const ask = (of: string) => askForPassword(jongere(), { email: of }, { byMail: true });
  assert.deepEqual(await ask('niemand@example.nl'), { ok: true });
  assert.deepEqual(await ask(email), { ok: true });
  assert.deepEqual(await ask(email), { ok: true });
  assert.deepEqual(await sent(), [[email, 'Kies een nieuw wachtwoord']]);
  const token = linkIn(lastText()).split('/').at(-1) ?? '';
  assert.equal((await ground.sql`select from password_requests`).length, 0, 'no beheerder is needed');
  assert.ok((await setPassword(jongere(), token, 'een lange zin van vier woorden')).ok);
  assert.deepEqual(await sent(), [[email, 'Je wachtwoord is veranderd']]);
  assert.doesNotMatch(lastText(), /lange zin/);
  for (let i = 0; i < 9; i += 1) {
    ground.clock.advance(16 * minute);
    await ask(email);
  }
  assert.equal((await sent()).length, 1, 'one link stands, however often somebody asks for it');
  const last = linkIn(lastText());
  const links = await ground.sql`select from outbox where kind = 'password-link'`;
  assert.equal(links.length, 5, 'five a day');
  ground.clock.advance(16 * minute);
  assert.ok((await setPassword(jongere(), last.split('/').at(-1) ?? '', 'nog een lange zin van woorden')).ok);
});

test('who waits hears that they stand in the list, and of a time while it is held for them', async () => {
  const wait = async () => {
    const input = asking({ language: 'nl' });
    const joined = await join(jongere(), input, randomUUID());
    assert.ok(joined.ok, JSON.stringify(joined));
    ground.clock.advance(1000);
    return { token: joined.token, email: input.contact.email ?? '' };
  };
  const first = await wait();
  const second = await wait();
  assert.deepEqual(await sent(), [
    [first.email, 'Je staat op de wachtlijst'],
    [second.email, 'Je staat op de wachtlijst'],
  ]);
  await offerFreedTimes(services);
  const offers = await sent();
  assert.deepEqual(
    offers.map(([to]) => to),
    [first.email, second.email],
  );
  assert.match(offers[0]?.[1] ?? '', /^Er is een tijd vrij: vrijdag 20 november om \d\d:\d\d uur$/);
  for (const { parsed } of mails.taken)
    assert.match(parsed.text ?? '', /tot vrijdag 20 november om 10:30 uur/);
  const { pathname } = new URL(
    linkIn(mails.taken.find(({ to }) => to.includes(first.email))?.parsed.text ?? ''),
  );
  assert.equal(pathname, `/wachtlijst/${first.token}`);
  const found = await findPlace(jongere(), first.token);
  assert.ok(found.ok && found.place.offer);
  assert.ok((await accept(jongere(), first.token, found.place.offer.id)).ok);
  assert.deepEqual(
    (await sent()).map(([to]) => to),
    [first.email],
    'the afspraak is confirmed',
  );
});

test('an offer that lapsed before the mail server came back is not told, nor one of who left', async () => {
  mails.makes({ recipient: { code: 451, text: '4.3.2 later' } });
  const tokens: string[] = [];
  for (let i = 0; i < 2; i += 1) {
    const joined = await join(jongere(), asking(), randomUUID());
    assert.ok(joined.ok);
    tokens.push(joined.token);
    ground.clock.advance(1000);
  }
  await offerFreedTimes(services);
  await sent();
  assert.ok((await leave(jongere(), tokens[1] ?? '')).ok);
  mails.makes({});
  ground.clock.advance(45 * minute);
  assert.deepEqual(
    (await sent()).map(([, subject]) => subject),
    ['Je staat op de wachtlijst'],
  );
});

test('who waits with an afspraak hears it as they chose for that, and discreetly where others read along', async () => {
  const booked = await bookedAlone(ground.youssef, jongere(), '15:00');
  const { token, id } = booked.appointment;
  await ground.sql`update appointments set messages = 'only-appointment' where id = ${id}`;
  assert.ok((await joinWithAppointment(jongere(), token, anything)).ok);
  await sent();
  await offerFreedTimes(services);
  assert.deepEqual(
    (await sent()).map(([, subject]) => subject),
    ['Er is een tijd vrij'],
  );
  const { parsed } = mails.taken[0] ?? assert.fail('no mail');
  assert.equal(parsed.from?.value[0]?.name, 'Afspraak');
  assert.doesNotMatch(parsed.text?.replace(/https:\S+/, '') ?? '', /Doorstart|gemeente|Den Haag|Centrum/i);
  await ground.sql`update appointments set messages = 'none' where id = ${id}`;
  await emptyTables(ground.sql, 'waiting_list');
  assert.ok((await joinWithAppointment(jongere(), token, anything)).ok);
  await offerFreedTimes(services);
  assert.deepEqual(await sent(), []);
});

test('a referral mails its link to a jongere whose own contact it is, again as a reminder, and none when it is taken back', async () => {
  const email = 'noa@example.com';
  const made = await invited(ground.youssef, { contact: { email } });
  assert.deepEqual(await sent(), [[email, 'Kies een tijd voor je gesprek']]);
  assert.equal(new URL(linkIn(lastText())).pathname, `/uitnodiging/${made.token}`);
  assert.match(lastText(), /De Brug/);
  assert.doesNotMatch(lastText(), /ochtend|kort/, 'nothing that was said of them');
  assert.deepEqual(
    (await findReferralNotices(ground.youssef, made.id)).map(({ state }) => state),
    ['delivered'],
  );
  assert.deepEqual(await findReferralNotices(ground.kees, made.id), [], 'of another organisation');
  ground.clock.advance(4 * day);
  assert.ok((await remindReferral(ground.youssef, made.id)).ok);
  assert.deepEqual(await sent(), [[email, 'Je kunt nog een tijd kiezen']]);
  const other = await invited(ground.youssef, {
    contact: { email: 'werker@example.com' },
    contactOf: 'jongerenwerker',
  });
  const third = await invited(ground.youssef, { contact: { email: 'derde@example.com' } });
  assert.ok((await withdrawReferral(ground.youssef, third.id, { reason: 'toch niet', version: 1 })).ok);
  assert.deepEqual(await sent(), [], `nothing of ${other.id} or ${third.id}`);
});

test('a contact that is corrected gets a link of its own, and the former one opens nothing; a topic may be silent', async () => {
  const made = await invited(ground.youssef, { contact: { email: 'tikfout@example.com' } });
  await sent();
  ground.clock.advance(minute);
  const changed = await changeReferral(ground.youssef, made.id, {
    ...(await referral(ground.youssef, { contact: { email: 'goed@example.com' } })),
    reason: 'tikfout',
    version: 1,
  });
  assert.deepEqual(changed, { ok: true });
  assert.deepEqual(await sent(), [['goed@example.com', 'Kies een tijd voor je gesprek']]);
  assert.equal((await openInvitation(jongere(), made.token)).ok, false);
  const level = async (messages: string) => {
    await ground.sql`update topics set messages = ${messages} where id = 'kort'`;
    ground.ctx.bus.say({ roster: true });
  };
  await level('only-appointment');
  await invited(ground.youssef, { contact: { email: 'stil@example.com' } });
  assert.deepEqual(await sent(), [['stil@example.com', 'Kies een tijd']]);
  assert.doesNotMatch(lastText().replace(/https:\S+/, ''), /Brug|Doorstart|gemeente/i);
  await level('none');
  await invited(ground.youssef, { contact: { email: 'stiller@example.com' } });
  assert.deepEqual(await sent(), []);
  await level('full');
});

test('who referred hears what became of it, once, and nothing of what they did or may not know', async () => {
  const worker = await addressOf(ground.youssef);
  const tell = async () => {
    ground.clock.advance(2 * minute);
    await tellOfReferrals(services);
    return (await sent()).filter(([to]) => to === worker);
  };
  const own = await bookedTogether(ground.youssef, '09:00');
  assert.deepEqual(await tell(), [], 'they made it themselves');
  const { id, appointment } = await bookedAlone(ground.youssef, jongere(), '10:00');
  assert.deepEqual(await tell(), [[worker, 'Nieuws over een verwijzing']]);
  assert.doesNotMatch(lastText(worker), /Sam|10:00|kort/);
  assert.equal(new URL(linkIn(lastText(worker))).pathname, `/jongerenwerk/${id}`);
  assert.deepEqual(await tell(), []);
  assert.ok((await writeToReferrer(ground.casemanager, id, { text: 'Kan Sam ook dinsdag?' })).ok);
  assert.deepEqual(await tell(), [[worker, 'Een casemanager schreef over een verwijzing']]);
  assert.doesNotMatch(lastText(worker), /dinsdag/);
  assert.ok((await cancel(jongere(), appointment.token)).ok);
  assert.deepEqual(await tell(), [[worker, 'Nieuws over een verwijzing']]);
  assert.ok((await withdrawSharing(jongere(), own.appointment.token)).ok);
  ground.clock.set(at('09:40'));
  await recordOutcome(ground.casemanager, own.appointment.id, { outcome: 'geweest' });
  assert.deepEqual(await tell(), [], 'the jongere ended the sharing');
});

test('coordinators hear of a referral that waits too long, in one mail, and not once it is closed', async () => {
  const boss = await addressOf(ground.coordinator);
  const waiting: string[] = [];
  for (let i = 0; i < 3; i += 1) {
    const made = await referByForm(jongere(), await formReferral(jongere()), `key ${randomUUID()}`);
    assert.ok(made.ok);
    const [row] = await ground.sql<
      { id: string }[]
    >`select id from referrals order by created_at desc, id limit 1`;
    waiting.push(row?.id ?? '');
    ground.clock.advance(1000);
  }
  await tellOfReferrals(services);
  assert.deepEqual(await sent(), []);
  ground.clock.advance(48 * hour);
  assert.ok((await closeReferral(ground.coordinator, waiting[0] ?? '', { reason: 'helped', version: 1 })).ok);
  await tellOfReferrals(services);
  assert.deepEqual(await sent(), [[boss, 'Er wacht een aanmelding']]);
  await tellOfReferrals(services);
  assert.deepEqual(await sent(), []);
  const late = await referByForm(jongere(), await formReferral(jongere()), `key ${randomUUID()}`);
  assert.ok(late.ok);
  await ground.sql`update referrals set created_at = ${new Date(ground.clock.now() - 47 * hour).toISOString()} where created_at = ${new Date(ground.clock.now()).toISOString()}`;
  ground.clock.advance(2 * hour);
  await tellOfReferrals(services);
  assert.deepEqual(await sent(), [], 'they were told of others just before');
  ground.clock.advance(3 * hour);
  assert.deepEqual(await sent(), [[boss, 'Er wacht een aanmelding']], 'and hear of this one a little later');
  const { id, appointment } = await bookedAlone(ground.youssef, jongere(), '16:00');
  assert.ok((await cancel(jongere(), appointment.token)).ok);
  ground.clock.advance(47 * hour);
  await tellOfReferrals(services);
  await sent();
  const told = async () =>
    (await ground.sql`select from outbox where referral_id = ${id} and kind = 'referral-waits'`).length;
  assert.equal(await told(), 0);
  ground.clock.advance(2 * hour);
  await tellOfReferrals(services);
  assert.equal(await told(), 1, 'since it was called off, not since it would have been');
});

test('the team hears once that questions wait too long, and who asked that there is an answer, while they are away', async () => {
  const boss = await addressOf(ground.coordinator);
  const asked = async (email: string) => {
    const made = await leaveQuestion(
      jongere(),
      questionSchema.parse(aQuestion({ contact: { email } })),
      visitor,
    );
    assert.ok(made.ok, JSON.stringify(made));
    return made;
  };
  const one = await asked('vraag1@example.com');
  const other = await asked('vraag2@example.com');
  ground.clock.advance(25 * hour);
  await tellOfQuestions(services);
  assert.deepEqual(await sent(), [[boss, 'Er wacht een vraag']]);
  assert.match(lastText(), /Zo lang wachten er nu: 2\./);
  const helper = ground.casemanager;
  assert.ok((await take(helper, one.conversation)).ok);
  const say = async (body: string) => {
    assert.ok((await sendAsStaff(helper, one.conversation, { clientId: randomUUID(), body })).ok);
    ground.clock.advance(2 * minute);
    await tellOfQuestions(services);
    return sent();
  };
  assert.deepEqual(await say('Dat kan zeker. Kom langs.'), [
    ['vraag1@example.com', 'Er is antwoord op je vraag'],
  ]);
  assert.equal(new URL(linkIn(lastText())).pathname, `/chat/antwoord/${one.token}`);
  assert.doesNotMatch(lastText(), /Kom langs/);
  assert.deepEqual(await say('En neem je broer mee.'), [], 'they have not looked yet');
  await ground.sql`update chat_conversations set status = 'waiting' where id = ${one.conversation}`;
  assert.deepEqual(
    (await readLongQuestions(ground.sql, new Date(ground.clock.now()).toISOString())).map(({ id }) => id),
    [other.conversation],
    'what came back to the queue was answered all the same',
  );
  await ground.sql`update chat_conversations set status = 'active' where id = ${one.conversation}`;
  ground.clock.advance(12 * hour);
  assert.deepEqual(await say('Heb je het gelezen?'), [['vraag1@example.com', 'Er is antwoord op je vraag']]);
  const read = await readOwnConversation(jongere(), one.token);
  assert.ok(read.ok);
  assert.deepEqual(
    read.conversation.lines.map(({ isMine, text }) => [isMine, text]),
    [
      [true, 'Kan ik in februari nog beginnen?'],
      [false, 'Dat kan zeker. Kom langs.'],
      [false, 'En neem je broer mee.'],
      [false, 'Heb je het gelezen?'],
    ],
  );
  const [row] = await ground.sql<
    { seen: number }[]
  >`select jongere_seen as seen from chat_conversations where id = ${one.conversation}`;
  assert.equal(row?.seen, 0, 'a program that opens the link saw nothing');
  assert.deepEqual(await readOwnConversation(jongere(), 'x'.repeat(32)), { ok: false, error: 'not-found' });
});
