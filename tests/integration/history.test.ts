import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { after, before, beforeEach, test } from 'node:test';
import { firstOrganisation } from '#db/schema/index.ts';
import { askForPassword } from '#server/accounts/askForPassword.ts';
import { changePassword } from '#server/accounts/changePassword.ts';
import { endPerson } from '#server/accounts/endPerson.ts';
import { fingerprintOf } from '#server/accounts/import/fingerprint.ts';
import { importPeople } from '#server/accounts/import/importPeople.ts';
import { previewImport } from '#server/accounts/import/previewImport.ts';
import { readSheet } from '#server/accounts/import/readSheet.ts';
import { inviteManager } from '#server/accounts/inviteManager.ts';
import { endOwnSessions } from '#server/accounts/ownSessions.ts';
import { readOwnSettings } from '#server/accounts/ownSettings.ts';
import { readPasswordLink } from '#server/accounts/passwordLink.ts';
import { hashPassword } from '#server/accounts/passwords.ts';
import { readPerson } from '#server/accounts/people.ts';
import { renewPasswordLink } from '#server/accounts/renewPasswordLink.ts';
import { restorePerson } from '#server/accounts/restorePerson.ts';
import { saveDisplay } from '#server/accounts/saveDisplay.ts';
import { saveOwnSettings } from '#server/accounts/saveOwnSettings.ts';
import { invite, savePerson } from '#server/accounts/savePerson.ts';
import type { PersonInput } from '#server/accounts/schema.ts';
import { setPassword } from '#server/accounts/setPassword.ts';
import { signOutEverywhere } from '#server/accounts/signOut.ts';
import { addNote } from '#server/agenda/addNote.ts';
import { askToChooseAgain } from '#server/agenda/askToChooseAgain.ts';
import { bookFollowUp } from '#server/agenda/bookFollowUp.ts';
import { handOver } from '#server/agenda/handOver.ts';
import { keepOutsideHours } from '#server/agenda/keepOutsideHours.ts';
import { noteArrival } from '#server/agenda/noteArrival.ts';
import { recordOutcome } from '#server/agenda/recordOutcome.ts';
import { removeNote } from '#server/agenda/removeNote.ts';
import { renewLink } from '#server/agenda/renewLink.ts';
import { undo } from '#server/agenda/undo.ts';
import type { ExceptionDraft } from '#server/availability/exceptionDraft.ts';
import { forgetExceptions } from '#server/availability/forgetExceptions.ts';
import { readExceptions } from '#server/availability/readExceptions.ts';
import { readTimetables } from '#server/availability/readTimetables.ts';
import { removeException } from '#server/availability/removeException.ts';
import { saveException } from '#server/availability/saveException.ts';
import { saveTimetable } from '#server/availability/saveTimetable.ts';
import { book } from '#server/booking/book.ts';
import { cancel } from '#server/booking/cancel.ts';
import { changeMessages } from '#server/booking/changeMessages.ts';
import { changeNeeds } from '#server/booking/changeNeeds.ts';
import { move } from '#server/booking/move.ts';
import { placeHold } from '#server/booking/placeHold.ts';
import { sayHere } from '#server/booking/sayHere.ts';
import type { Appointment } from '#server/booking/types.ts';
import { wipe } from '#server/booking/wipe.ts';
import { endFeed, makeFeed, saveOwnCalendars } from '#server/calendar/ownCalendars.ts';
import { saveConfiguration } from '#server/configuration/save.ts';
import { undoConfiguration } from '#server/configuration/undo.ts';
import { findCandidates } from '#server/held/findCandidates.ts';
import { findHeld } from '#server/held/findHeld.ts';
import type { Ctx } from '#server/http/context.ts';
import { uploadLogo } from '#server/looks/uploadLogo.ts';
import { readRights } from '#server/rightsReview/readRights.ts';
import { signRights } from '#server/rightsReview/signRights.ts';
import { applySetup } from '#server/setup/apply.ts';
import { setupSchema } from '#server/setup/schema.ts';
import { emptyTables } from '../support/emptyTables.ts';
import { makeCasemanager, staffCtx } from '../support/factories.ts';
import { at, type RaceGround, raceGround, request } from '../support/raceGround.ts';

let ground: RaceGround;
let staff: Ctx;
let noor = '';
let samira = '';

before(async () => {
  ground = await raceGround(0);
  const hours = [{ locationId: 'centrum' }];
  noor = await makeCasemanager(ground.db, hours, { firstName: 'Noor' });
  samira = await makeCasemanager(ground.db, hours, {
    firstName: 'Samira',
    roles: ['casemanager', 'beheerder'],
  });
  staff = staffCtx(ground.ctx, noor, { firstName: 'Noor' });
});
after(() => ground.close());
beforeEach(async () => {
  ground.clock.set('2026-11-20T10:00:00+01:00');
  await emptyTables(ground.sql, 'appointments', 'history', 'availability_exceptions');
  ground.ctx.bus.say({ roster: true });
});

/** An afspraak with Noor. */
async function booked(time = '10:00'): Promise<Appointment> {
  const result = await book(ground.ctx, { ...request(time), casemanager: undefined });
  assert.ok(result.ok);
  const { appointment } = result;
  if (appointment.casemanager.id === noor) return appointment;
  const given = await handOver(staff, appointment.id, { to: noor, version: 0 });
  assert.ok(given.ok);
  return { ...appointment, sequence: 1 };
}

/** The same, just before it begins. */
async function almost(): Promise<Appointment> {
  const appointment = await booked();
  ground.clock.set(at('09:45'));
  return appointment;
}

const manager = () => staffCtx(ground.ctx, samira, { firstName: 'Samira', roles: ['beheerder'] });
const person: PersonInput = {
  firstName: 'Geheim',
  lastName: 'Geheim',
  email: 'geheim@example.nl',
  roles: ['casemanager'],
  organisation: firstOrganisation,
  team: null,
};

/** Somebody new; gives their id. */
async function invitePerson(): Promise<string> {
  const invited = await invite(manager(), { ...person, email: `${randomUUID()}@example.nl` });
  assert.ok(invited.ok);
  return invited.id;
}

const away: ExceptionDraft = {
  what: 'ziek',
  dateFrom: '2026-11-24',
  dateUntil: '2026-11-25',
  wholeDays: true,
  from: '',
  until: '',
  location: '',
  modalities: [],
};

const noteOf = async (id: string) => {
  const [row] = await ground.sql<
    { id: string }[]
  >`select id from appointment_notes where appointment_id = ${id}`;
  return row?.id ?? assert.fail('expected a note');
};
const exceptionOfNoor = async () => {
  const saved = await saveException(staff, { casemanagerId: noor, draft: away, anyway: true });
  assert.ok(saved.ok);
  const found = await readExceptions(staff, noor);
  return (found.ok && found.exceptions[0]) || assert.fail('expected an exception');
};

/** Per file that writes what is done by it, and what the history must say of it afterwards, last of all. */
const done: Record<string, [what: string, act: () => Promise<unknown>][]> = {
  'server/booking/claim.ts': [
    ['booked', () => book(ground.ctx, request('11:00'))],
    ['moved', async () => move(ground.ctx, (await booked()).token, { start: at('12:00') })],
    [
      'handed-over',
      async () => {
        const { id, sequence: version } = await booked();
        return handOver(staff, id, { to: samira, version });
      },
    ],
    [
      'booked',
      async () => {
        const { id } = await booked();
        return bookFollowUp(staff, id, { start: at('15:00'), key: randomUUID() });
      },
    ],
  ],
  'server/booking/bookHold.ts': [
    [
      'booked',
      async () => {
        const { topic, start, location, modality, ...person } = request('10:00');
        const held = await placeHold(ground.ctx, { topic, start, location, modality });
        assert.ok(held.ok);
        return book(ground.ctx, { ...person, topic, hold: held.hold.token });
      },
    ],
  ],
  'server/booking/callOff.ts': [['cancelled', async () => cancel(ground.ctx, (await booked()).token)]],
  'server/booking/changeNeeds.ts': [
    ['needs-changed', async () => changeNeeds(ground.ctx, (await booked()).token, { stepFree: true })],
  ],
  'server/booking/changeMessages.ts': [
    [
      'messages-changed',
      async () => changeMessages(ground.ctx, (await booked()).token, { messages: 'only-appointment' }),
    ],
  ],
  'server/booking/wipe.ts': [
    [
      'wiped',
      async () => {
        const { token } = await booked();
        await cancel(ground.ctx, token);
        return wipe(ground.ctx, token);
      },
    ],
  ],
  'server/agenda/recordOutcome.ts': [
    ['outcome', async () => recordOutcome(staff, (await booked()).id, { outcome: 'afgezegd' })],
  ],
  'server/agenda/renewLink.ts': [['link-renewed', async () => renewLink(staff, (await booked()).id)]],
  'server/agenda/askToChooseAgain.ts': [
    [
      'choose-again',
      async () => {
        const { id, sequence: version } = await booked();
        return askToChooseAgain(staff, id, { version });
      },
    ],
  ],
  'server/agenda/keepOutsideHours.ts': [
    [
      'kept-outside-hours',
      async () => {
        const { id, sequence: version } = await booked();
        return keepOutsideHours(staff, id, { version });
      },
    ],
  ],
  'server/agenda/noteArrival.ts': [
    ['arrived', async () => noteArrival(staff, (await almost()).id, true)],
    [
      'arrival-taken-back',
      async () => {
        const { id } = await almost();
        await noteArrival(staff, id, true);
        return noteArrival(staff, id, false);
      },
    ],
  ],
  'server/booking/sayHere.ts': [
    ['arrived', async () => sayHere(ground.ctx, (await almost()).token, true)],
    [
      'arrival-taken-back',
      async () => {
        const { token } = await almost();
        await sayHere(ground.ctx, token, true);
        return sayHere(ground.ctx, token, false);
      },
    ],
  ],
  'server/agenda/addNote.ts': [
    ['note-added', async () => addNote(staff, (await booked()).id, { text: 'geheim' })],
  ],
  'server/agenda/removeNote.ts': [
    [
      'note-removed',
      async () => {
        const { id } = await booked();
        await addNote(staff, id, { text: 'geheim' });
        return removeNote(staff, id, await noteOf(id));
      },
    ],
  ],
  'server/agenda/undo.ts': [
    [
      'undone',
      async () => {
        const { id, sequence: version } = await booked();
        const asked = await askToChooseAgain(staff, id, { version, message: 'geheim' });
        assert.ok(asked.ok && asked.undo !== null);
        return undo(staff, asked.undo);
      },
    ],
    [
      'undone',
      async () => {
        const { id } = await booked();
        await addNote(staff, id, { text: 'geheim' });
        const removed = await removeNote(staff, id, await noteOf(id));
        assert.ok(removed.ok && removed.undo !== null);
        return undo(staff, removed.undo);
      },
    ],
    [
      'undone',
      async () => {
        const added = await addNote(staff, (await booked()).id, { text: 'geheim' });
        assert.ok(added.ok && added.undo !== null);
        return undo(staff, added.undo);
      },
    ],
    [
      'cancelled',
      async () => {
        const { id } = await booked();
        const made = await bookFollowUp(staff, id, { start: at('15:00'), key: randomUUID() });
        assert.ok(made.ok && made.undo !== null);
        return undo(staff, made.undo);
      },
    ],
  ],
  'server/availability/saveTimetable.ts': [
    [
      'hours-saved',
      async () => {
        const read = await readTimetables(staff, noor);
        assert.ok(read.ok);
        const { version } = read;
        return saveTimetable(staff, {
          casemanagerId: noor,
          from: '2027-01-01',
          until: null,
          parts: [],
          version,
        });
      },
    ],
  ],
  'server/availability/saveException.ts': [['exception-saved', exceptionOfNoor]],
  'server/availability/removeException.ts': [
    ['exception-removed', async () => removeException(staff, await exceptionOfNoor())],
  ],
  'server/accounts/askForPassword.ts': [
    [
      'password-asked',
      async () => {
        const id = await invitePerson();
        await ground.sql`update staff set password_hash = 'x' where id = ${id}`;
        const [row] = await ground.sql`select email from staff where id = ${id}`;
        return askForPassword(ground.ctx, { email: String(row?.email) }, { byMail: false });
      },
    ],
  ],
  'server/looks/uploadLogo.ts': [
    [
      'logo-added',
      () => uploadLogo(manager(), Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>')),
    ],
  ],
  'server/held/findHeld.ts': [
    [
      'held-shown',
      () => {
        const whose = { kind: 'email', value: 'geheim@example.nl' } as const;
        return findHeld(manager(), { whose, verified: 'called-back', name: 'Geheim' }, 'page');
      },
    ],
  ],
  'server/held/findCandidates.ts': [
    [
      'held-shown',
      () => {
        const fullName = { firstName: 'Geheim', infix: '', lastName: 'Sam' };
        return findCandidates(manager(), { fullName, birthDate: '2007-03-04', verified: 'came-by' });
      },
    ],
  ],
  'server/accounts/saveOwnSettings.ts': [
    [
      'own-settings-saved',
      async () => {
        const { meetingLink, dailyMaximum, version } = await readOwnSettings(staff);
        const values = { meetingLink, dailyMaximum: dailyMaximum - 1 };
        return saveOwnSettings(staff, { values, version, withoutVideo: false });
      },
    ],
  ],
  'server/accounts/savePerson.ts': [
    ['invited', () => invitePerson()],
    [
      'account-saved',
      async () => {
        const id = await invitePerson();
        const found = await readPerson(manager(), id);
        return savePerson(manager(), id, {
          ...person,
          lastName: 'Anders',
          version: found?.person.version ?? 0,
        });
      },
    ],
  ],
  'server/rightsReview/signRights.ts': [
    [
      'rights-signed',
      async () => signRights(manager(), { fingerprint: (await readRights(manager())).fingerprint }),
    ],
  ],
  'server/accounts/import/importPeople.ts': [
    [
      'invited',
      async () => {
        const text = `voornaam;achternaam;email;rol\nRobin;Voorbeeld;${randomUUID()}@example.nl;casemanager`;
        const read = readSheet(text);
        assert.ok(read.ok);
        const fingerprint = fingerprintOf(await previewImport(manager(), read.sheet));
        return importPeople(manager(), read.sheet, { fingerprint });
      },
    ],
  ],
  'server/accounts/renewPasswordLink.ts': [
    ['password-link-made', async () => renewPasswordLink(manager(), await invitePerson())],
  ],
  'server/accounts/endPerson.ts': [['account-ended', async () => endPerson(manager(), await invitePerson())]],
  'server/accounts/restorePerson.ts': [
    [
      'account-restored',
      async () => {
        const id = await invitePerson();
        await endPerson(manager(), id);
        return restorePerson(manager(), id);
      },
    ],
  ],
  'server/accounts/inviteManager.ts': [
    [
      'invited',
      () => inviteManager({ ...ground.ctx, actor: { kind: 'system' } }, `${randomUUID()}@example.nl`),
    ],
  ],
  'server/accounts/setPassword.ts': [
    [
      'password-set',
      async () => {
        const invited = await invite(manager(), { ...person, email: `${randomUUID()}@example.nl` });
        assert.ok(invited.ok);
        const url = await readPasswordLink(manager(), invited.id, invited.link.nonce);
        return setPassword(ground.ctx, url?.split('/').at(-1) ?? '', 'kip fiets maandag groen');
      },
    ],
  ],
  'server/accounts/changePassword.ts': [
    [
      'password-set',
      async () => {
        const current = 'kip fiets maandag groen';
        await ground.sql`update staff set password_hash = ${await hashPassword(current)} where id = ${noor}`;
        return changePassword(staff, { current, password: 'lamp regen dinsdag blauw' });
      },
    ],
  ],
  'server/accounts/signOut.ts': [['sessions-ended', () => signOutEverywhere(staff)]],
  'server/accounts/ownSessions.ts': [
    [
      'sessions-ended',
      async () => {
        await ground.ctx.sessions.begin(noor);
        return endOwnSessions(staff, null);
      },
    ],
  ],
  'server/calendar/ownCalendars.ts': [
    ['calendar-link-made', () => makeFeed(staff)],
    [
      'calendar-link-ended',
      async () => {
        await makeFeed(staff);
        return endFeed(staff);
      },
    ],
    ['calendars-saved', () => saveOwnCalendars(staff, { names: true, invitations: true })],
  ],
  'server/accounts/saveDisplay.ts': [['own-settings-saved', () => saveDisplay(staff, { roomy: true })]],
  'server/configuration/save.ts': [
    ['closures-saved', () => saveConfiguration(manager(), { ...newOne, kind: 'closure', given: kerst })],
    [
      'organisations-saved',
      () => saveConfiguration(manager(), { ...newOne, kind: 'organisation', given: school }),
    ],
    [
      'teams-saved',
      () => saveConfiguration(manager(), { ...newOne, kind: 'team', given: { name: 'geheim' } }),
    ],
  ],
  'server/configuration/undo.ts': [
    [
      'closures-saved',
      async () => {
        const saved = await saveConfiguration(manager(), {
          ...newOne,
          kind: 'closure',
          given: { ...kerst, name: 'pasen' },
        });
        assert.ok(saved.ok && saved.change !== null, JSON.stringify(saved));
        return undoConfiguration(manager(), saved.change);
      },
    ],
  ],
  'server/setup/apply.ts': [
    [
      'settings-saved',
      () => {
        const document = setupSchema.parse({
          settings: { horizonDays: 40 + Math.floor(ground.clock.now() % 7) },
        });
        return applySetup({ ...ground.ctx, clock: ground.clock }, document);
      },
    ],
    [
      'account-saved',
      () => {
        const names = {
          firstName: 'Zoë',
          lastName: 'Ünal',
          roles: ['casemanager'],
          password: 'invite later',
        };
        const document = setupSchema.parse({ accounts: [{ ...names, email: 'zoe@example.nl' }] });
        return applySetup({ ...ground.ctx, clock: ground.clock }, document);
      },
    ],
    [
      'teams-saved',
      () => {
        const names = { firstName: 'Bo', lastName: 'Bos', roles: ['casemanager'], password: 'invite later' };
        const account = { ...names, email: 'bo@example.nl', team: 'Zuid' };
        return applySetup({ ...ground.ctx, clock: ground.clock }, setupSchema.parse({ accounts: [account] }));
      },
    ],
  ],
};

/** What a beheerder adds. */
const newOne = { id: null, version: 0 } as const;
const kerst = { name: 'geheim', from: '2031-12-24', until: '2031-12-31' };
const school = { name: 'geheim', kind: 'school' };

/** What writes and records nothing, each with the reason. */
const unrecorded: Record<string, string> = {
  'server/booking/extendHold.ts': 'a hold is nobody yet, and its row goes with what was typed in it',
  'server/booking/releaseHold.ts': 'a hold',
  'server/accounts/signIn.ts': 'a look for a factor; the session is of letIn.ts',
  'server/accounts/letIn.ts': 'a session begins: that stands in the security log and in the audit log',
  'server/configuration/saveLooks.ts': 'by save.ts, which records',
  'server/configuration/writer.ts': 'a part of save.ts, which records',
  'server/team/callInSick.ts': 'by the verbs that it joins: hand over, choose again, an exception',
  'server/team/takeBackIll.ts': 'by the verbs that it joins: undo, and the end of an exception',
  'server/leaving/leave.ts': 'by the verbs that it joins: hand over, choose again, end of an account',
  'server/booking/saveDetails.ts': 'a hold',
  'server/notifications/prepare.ts': 'a message is under way: the outbox has that',
  'server/notifications/remind.ts': 'a message is to be sent: the outbox has that',
  'server/notifications/tellOfQuestions.ts': 'as remind.ts',
  'server/notifications/tellOfReferrals.ts': 'as remind.ts',
  'server/notifications/tellOfYearPlans.ts': 'as remind.ts',
  'server/notifications/sendAgain.ts': 'in failedMessages: it records that messages are due again',
  'server/notifications/preview/sendTest.ts': 'in messagePreview: it records who sent themselves a test',
  'server/mailbox/keepMessages.ts': 'what a demo would have sent',
  'server/demo/lists.ts': 'by the verbs that it joins: read in, take in, close, explain',
  'server/demo/rights.ts': 'by the verbs that it joins: correct, ask',
  'server/demo/absence.ts': 'by the verbs that it joins: take in, assign, contact, notes',
  'server/demo/trajecten.ts': 'by the verbs that it joins: take in, assign, contact, close',
  'server/demo/yearPlan.ts': 'made-up data in an empty database',
  'server/figures/publishMonths.ts': 'figures, about nobody',
  'server/figures/sampleFirstFree.ts': 'how much room there is, about nobody',
};

test('every file that writes is tried below, or in busyTimes, caldav, graph, chatHistory, sso, factors, referralHistory, trajecten, gesprekken, waitingList, walkIn, push, webhooks or yearPlan, or records nothing for a reason', async () => {
  const writing: string[] = [];
  for await (const file of glob('server/**/*.ts')) {
    const source = readFileSync(file, 'utf8');
    if (source.includes("kernel/write.ts'") && /\bwrite(<[^(]*>)?\(/.test(source)) writing.push(file);
  }
  const known = [...Object.keys(done), ...Object.keys(unrecorded)];
  const others = writing.filter(
    (file) =>
      !/^server\/(calendar\/(busy|written)|chat|push|referral|jongeren|meldingen|trajecten|gesprekken|lists|waitingList|walkIn|webhooks|yearPlan|accounts\/(sso|factors))\//.test(
        file,
      ),
  );
  assert.deepEqual(others.sort(), known.sort());
});

for (const [file, acts] of Object.entries(done)) {
  for (const [what, act] of acts) {
    test(`${file} writes down that something was ${what}, and nothing that a person typed`, async () => {
      const result = await act();
      const rows = await ground.sql`select what, actor, staff_id, details from history order by id`;
      assert.equal(rows.at(-1)?.what, what, JSON.stringify(result));
      for (const { details } of rows)
        assert.doesNotMatch(JSON.stringify(details), /geheim|Sam"|ziek|example/, JSON.stringify(details));
    });
  }
}

test('what the history says of somebody who was away goes with the exception', async () => {
  await exceptionOfNoor();
  await saveTimetableOnce();
  const left = async () => (await ground.sql`select what from history order by id`).map(({ what }) => what);
  // 90 days after its last day, and not before.
  ground.clock.set('2027-02-23T10:00:00+01:00');
  await forgetExceptions(ground.ctx);
  assert.deepEqual(await left(), ['exception-saved', 'own-settings-saved']);
  ground.clock.set('2027-02-24T10:00:00+01:00');
  await forgetExceptions(ground.ctx);
  assert.deepEqual(await left(), ['own-settings-saved']);
});

async function saveTimetableOnce(): Promise<void> {
  const act =
    done['server/accounts/saveOwnSettings.ts']?.[0]?.[1] ?? assert.fail('expected how to save settings');
  await act();
}
