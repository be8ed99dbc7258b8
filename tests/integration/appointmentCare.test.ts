import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { addNote } from '#server/agenda/addNote.ts';
import { askToChooseAgain } from '#server/agenda/askToChooseAgain.ts';
import { bookFollowUp } from '#server/agenda/bookFollowUp.ts';
import { cancelForJongere } from '#server/agenda/cancelForJongere.ts';
import { findMoveTimes } from '#server/agenda/findMoveTimes.ts';
import { freeColleagues } from '#server/agenda/freeColleagues.ts';
import { handOver } from '#server/agenda/handOver.ts';
import { keepOutsideHours } from '#server/agenda/keepOutsideHours.ts';
import { moveForJongere } from '#server/agenda/moveForJongere.ts';
import { proposeFollowUp } from '#server/agenda/proposeFollowUp.ts';
import { readAppointment } from '#server/agenda/readAppointment.ts';
import { readDays } from '#server/agenda/readDays.ts';
import { recordOutcome } from '#server/agenda/recordOutcome.ts';
import { removeNote } from '#server/agenda/removeNote.ts';
import { renewLink } from '#server/agenda/renewLink.ts';
import { book } from '#server/booking/book.ts';
import { cancel } from '#server/booking/cancel.ts';
import { findAppointment } from '#server/booking/findAppointment.ts';
import { history } from '#server/booking/history.ts';
import { move } from '#server/booking/move.ts';
import { newsOf } from '#server/booking/news.ts';
import { forgetOld } from '#server/booking/sweep.ts';
import { wipe } from '#server/booking/wipe.ts';
import { calendarFile } from '#server/calendar/calendarFile.ts';
import type { Ctx } from '#server/http/context.ts';
import { isoInAmsterdam } from '#server/kernel/time.ts';
import { emptyTables } from '../support/emptyTables.ts';
import { makeCasemanager, staffCtx } from '../support/factories.ts';
import { assertNoDoubleBooking, at, type RaceGround, raceGround, request } from '../support/raceGround.ts';

let ground: RaceGround;
let noor: string;
let samira: string;
let outsider: Ctx;

before(async () => {
  ground = await raceGround(0);
  const hours = [{ locationId: 'centrum' }];
  noor = await makeCasemanager(ground.db, hours, { firstName: 'Noor' });
  samira = await makeCasemanager(ground.db, hours, { firstName: 'Samira' });
  const team = 'Ander team';
  outsider = staffCtx(ground.ctx, await makeCasemanager(ground.db, [], { team }), { team });
});
after(() => ground.close());
beforeEach(async () => {
  ground.clock.set('2026-11-20T10:00:00+01:00');
  await emptyTables(ground.sql, 'appointments', 'history', 'appointment_notes');
  await ground.sql`delete from availability_exceptions`;
  await ground.sql`update staff set active = true`;
  ground.ctx.bus.say({ roster: true });
});

const staff = (id = noor) => staffCtx(ground.ctx, id, { firstName: id === noor ? 'Noor' : 'Samira' });
const notFound = { ok: false, error: 'not-found' };
const changed = { ok: false, error: 'changed' };
const tooLate = { ok: false, error: 'too-late' };

/** An afspraak with Noor unless said. */
async function booked(time = '10:00', of = noor) {
  const result = await book(ground.ctx, request(time));
  assert.ok(result.ok);
  const { appointment } = result;
  if (appointment.casemanager.id === of) return appointment;
  await ground.sql`update appointments set casemanager_id = ${of} where id = ${appointment.id}`;
  return { ...appointment, casemanager: { ...appointment.casemanager, id: of } };
}

const rowOf = async (id: string) => {
  const [row] = await ground.sql`
    select status, sequence, casemanager_id as who, message_to_jongere as message, starts_at as start,
      choose_again_at is not null as choosing, kept_outside_hours as kept, outcome from appointments where id = ${id}`;
  assert.ok(row);
  return row;
};

const detailsOf = async (id: string, ctx = staff()) => {
  const found = await readAppointment(ctx, id);
  assert.ok(found.ok);
  return found.appointment;
};

test('every verb on an afspraak works within the team, also when its casemanager has left, and looks unknown outside', async () => {
  const { id } = await booked();
  const verbs: ((ctx: Ctx, of: string) => Promise<{ ok: boolean }>)[] = [
    (ctx, of) => readAppointment(ctx, of),
    (ctx, of) => recordOutcome(ctx, of, { outcome: 'open' }),
    (ctx, of) => moveForJongere(ctx, of, { start: at('11:00'), version: 9 }),
    (ctx, of) => cancelForJongere(ctx, of, { version: 9 }),
    (ctx, of) => handOver(ctx, of, { to: samira, version: 9 }),
    (ctx, of) => askToChooseAgain(ctx, of, { version: 9 }),
    (ctx, of) => keepOutsideHours(ctx, of, { version: 9 }),
    (ctx, of) => renewLink(ctx, of, { version: 9 }),
    (ctx, of) => addNote(ctx, of, { text: 'Belt terug.' }),
    (ctx, of) => removeNote(ctx, of, crypto.randomUUID()),
    (ctx, of) => proposeFollowUp(ctx, of, { weeks: 2 }),
    (ctx, of) => bookFollowUp(ctx, of, { start: at('11:00'), key: crypto.randomUUID() }),
  ];
  await ground.sql`update staff set active = false where id = ${noor}`;
  ground.ctx.bus.say({ roster: true });
  for (const verb of verbs) {
    assert.deepEqual(await verb(outsider, id), notFound);
    assert.deepEqual(await verb(staff(samira), crypto.randomUUID()), notFound);
    assert.deepEqual(await verb(staff(samira), 'geen-id'), notFound);
    assert.notDeepEqual(await verb(staff(samira), id), notFound);
  }
  assert.equal((await detailsOf(id, staff(samira))).casemanagerLeft, true);
});

test('a casemanager moves without notice, with a word that the jongere reads until they change it themselves', async () => {
  const { id, token } = await booked();
  ground.clock.set(at('09:50'));
  const soon = { start: at('10:15'), version: 0, message: 'Mijn trein staat stil.' };
  assert.ok((await moveForJongere(staff(samira), id, soon)).ok);
  assert.deepEqual(await moveForJongere(staff(), id, soon), changed);
  const row = await rowOf(id);
  assert.deepEqual([row.sequence, row.who, row.message], [1, noor, 'Mijn trein staat stil.']);
  const news = { kind: 'moved', at: ground.clock.now(), by: 'Samira', message: 'Mijn trein staat stil.' };
  assert.deepEqual(await newsOf(ground.ctx, token), news);
  ground.clock.set('2026-11-20T10:00:00+01:00');
  assert.ok((await move(ground.ctx, token, { start: at('14:00'), version: 1 })).ok);
  assert.equal(await newsOf(ground.ctx, token), null);
  assert.equal((await rowOf(id)).message, null);
});

test('a move to a taken time leaves all as it was, and one to a colleague says who has it now', async () => {
  const mine = await booked('10:00');
  await booked('11:00');
  const asked = { start: at('11:00'), version: 0 };
  const taken = await moveForJongere(staff(), mine.id, asked);
  assert.ok(!taken.ok && taken.error === 'taken');
  assert.equal((await rowOf(mine.id)).sequence, 0);
  assert.ok((await moveForJongere(staff(), mine.id, { ...asked, casemanager: samira })).ok);
  assert.equal((await detailsOf(mine.id)).history.at(-1)?.whoseAfter, 'Samira');
  const past = await history(ground.ctx, mine.token);
  assert.ok(past.ok);
  assert.equal(past.lines.at(-1)?.goesTo, 'Samira');
  assert.notEqual(past.lines.at(-1)?.moved, null);
  await assertNoDoubleBooking(ground.sql);
});

test('free times of a week to move to: the afspraak is not in its own way', async () => {
  const appointment = await booked('10:00');
  const roster = await ground.ctx.roster.current();
  const query = { appointment, casemanager: noor, modality: 'op-locatie' as const, location: 'centrum' };
  const times = await findMoveTimes(staff(), roster, { ...query, week: '2026-11-23' });
  const starts = times.days[0]?.starts.map(isoInAmsterdam) ?? [];
  assert.deepEqual([times.monday, times.previous, times.next], ['2026-11-23', '2026-11-16', '2026-11-30']);
  assert.ok(starts.includes(at('10:15')) && starts.includes(at('09:45')));
  assert.ok(!starts.includes(at('10:00')));
  const first = await findMoveTimes(staff(), roster, query);
  assert.equal(first.days[0]?.date, '2026-11-20');
});

test('a casemanager cancels with a word, and takes that back', async () => {
  const { id, token } = await booked();
  const word = { version: 0, message: 'Ik ben ziek. Sorry!' };
  assert.ok((await cancelForJongere(staff(), id, word)).ok);
  assert.deepEqual(await cancelForJongere(staff(), id, word), changed);
  assert.deepEqual(await cancelForJongere(staff(), id, { version: 1 }), tooLate);
  assert.deepEqual(await handOver(staff(), id, { to: samira, version: 1 }), tooLate);
  assert.equal((await detailsOf(id)).cancelledBy, 'staff');
  assert.equal((await newsOf(ground.ctx, token))?.kind, 'cancelled');
  assert.ok((await recordOutcome(staff(), id, { outcome: 'open', version: 1 })).ok);
  const row = await rowOf(id);
  assert.deepEqual([row.status, row.message], ['booked', null]);
  assert.equal(await newsOf(ground.ctx, token), null);
  assert.ok((await cancelForJongere(staff(), id, { version: 2 })).ok);
  assert.ok((await wipe(ground.ctx, token)).ok);
  const nobody = { ok: false, error: 'wiped' };
  assert.deepEqual(await recordOutcome(staff(), id, { outcome: 'open', version: 3 }), nobody);
  assert.equal((await rowOf(id)).status, 'cancelled', 'no time is kept for nobody');
});

test('a colleague who is free takes it over, the calendar hears of it, and both sides read from whom to whom', async () => {
  const { id, token } = await booked('10:00');
  const busy = await booked('11:00');
  await booked('11:00', samira);
  const roster = await ground.ctx.roster.current();
  const free = await freeColleagues(staff(), roster, [await detailsOf(id), await detailsOf(busy.id)]);
  assert.deepEqual(
    [free.get(id), free.get(busy.id)],
    [[{ id: samira, firstName: 'Samira', lastName: 'Voorbeeld' }], []],
  );
  const over = { to: samira, version: 0, message: 'Samira helpt je.' };
  assert.deepEqual(await handOver(staff(), busy.id, over), { ok: false, error: 'taken', reason: 'busy' });
  const notOfTeam = outsider.actor.kind === 'staff' ? outsider.actor.staff.id : '';
  const stranger = await handOver(staff(), id, { ...over, to: notOfTeam });
  assert.deepEqual(stranger, { ok: false, error: 'taken', reason: 'not-working' });
  await askToChooseAgain(staff(), id, { version: 0 });
  assert.ok((await handOver(staff(), id, over)).ok);
  assert.deepEqual(await handOver(staff(), id, over), changed);
  const row = await rowOf(id);
  assert.deepEqual([row.who, row.sequence, row.choosing], [samira, 1, false]);
  const entry = (await detailsOf(id)).history.at(-1);
  assert.deepEqual([entry?.kind, entry?.whoseBefore, entry?.whoseAfter], ['handed-over', 'Noor', 'Samira']);
  const found = await findAppointment(ground.ctx, token);
  assert.ok(found.ok);
  assert.equal(found.appointment.casemanager.firstName, 'Samira');
  const file = calendarFile(found.appointment, {
    municipality: 'Den Haag',
    email: 'a@example.nl',
    publicUrl: 'https://doorstart.test',
  });
  assert.match(file, /SEQUENCE:1/);
  assert.doesNotMatch(file, /Samira|Noor/);
});

test('a jongere who is asked to choose again keeps the time until they do; keeping it takes the question back', async () => {
  const { id, token } = await booked();
  assert.ok((await askToChooseAgain(staff(), id, { version: 0, message: 'Liever later?' })).ok);
  const news = await newsOf(ground.ctx, token);
  assert.deepEqual([news?.kind, news?.message], ['choose-again', 'Liever later?']);
  assert.ok((await keepOutsideHours(staff(), id, { version: 0 })).ok);
  assert.equal(await newsOf(ground.ctx, token), null);
  const kept = await rowOf(id);
  assert.deepEqual([kept.kept, kept.choosing, kept.sequence], [true, false, 0]);
  await askToChooseAgain(staff(), id, { version: 0 });
  assert.ok((await move(ground.ctx, token, { start: at('15:00') })).ok);
  const moved = await rowOf(id);
  assert.deepEqual([moved.kept, moved.choosing], [false, false]);
  ground.clock.set(at('15:00'));
  assert.deepEqual(await askToChooseAgain(staff(), id, { version: 1 }), tooLate);
});

test('once it begins, or how it went is noted, nobody waits for another time any more', async () => {
  const { id, token } = await booked();
  assert.ok((await askToChooseAgain(staff(), id, { version: 0, message: 'Liever later?' })).ok);
  const said = async () => {
    const days = await readDays(staff(), { from: '2026-11-23', to: '2026-11-23' });
    const [item] = (days.ok && days.days[0]?.items) || [];
    const { chooseAgainAt, message } = await detailsOf(id);
    const news = await newsOf(ground.ctx, token);
    return [item?.kind === 'appointment' && item.choosingAgain, chooseAgainAt !== null, news?.kind, message];
  };
  assert.deepEqual(await said(), [true, true, 'choose-again', 'Liever later?']);
  ground.clock.set(at('10:00'));
  assert.deepEqual(await said(), [false, false, undefined, 'Liever later?']);
  assert.ok((await recordOutcome(staff(), id, { outcome: 'geweest', version: 0 })).ok);
  assert.deepEqual(await said(), [false, false, undefined, null]);
  assert.equal((await rowOf(id)).choosing, false);
});

test('a jongere whose page is old is told, and without a number everything is as before', async () => {
  const { id, token } = await booked();
  assert.ok((await moveForJongere(staff(), id, { start: at('11:00'), version: 0 })).ok);
  assert.deepEqual(await move(ground.ctx, token, { start: at('12:00'), version: 0 }), changed);
  assert.deepEqual(await cancel(ground.ctx, token, { version: 0 }), changed);
  // What they ask for is what it became: nothing to tell.
  assert.ok((await move(ground.ctx, token, { start: at('11:00'), version: 0 })).ok);
  assert.ok((await move(ground.ctx, token, { start: at('12:00') })).ok);
  assert.deepEqual(await cancel(ground.ctx, token, {}), { ok: true });
});

test('a new link ends the old one at once', async () => {
  const { id, token } = await booked();
  const renewed = await renewLink(staff(), id, { version: 0 });
  assert.ok(renewed.ok);
  assert.deepEqual(await findAppointment(ground.ctx, token), notFound);
  const fresh = renewed.url.split('/').at(-1) ?? '';
  const found = await findAppointment(ground.ctx, fresh);
  assert.ok(found.ok);
  assert.equal(found.appointment.token, fresh);
  // A calendar that has the old link takes the new one by a higher number only.
  assert.equal(found.appointment.sequence, 1);
  assert.doesNotMatch(JSON.stringify(await detailsOf(id)), new RegExp(fresh));
});

test('a calendar hears of another meeting link and another address', async () => {
  const { sql } = ground;
  const [visit, video] = [await booked('10:00'), await booked('11:00')];
  await sql`update appointments set modality = 'video' where id = ${video.id}`;
  const sequences = async () => [(await rowOf(visit.id)).sequence, (await rowOf(video.id)).sequence];
  await sql`update staff set meeting_link = 'https://video.example.nl/elders', active = true`;
  assert.deepEqual(await sequences(), [0, 1]);
  await sql`update locations set address = 'Nieuwe plein 1'`;
  assert.deepEqual(await sequences(), [1, 1]);
  // The same once more is no change.
  await sql`update locations set address = 'Nieuwe plein 1'`;
  await sql`update staff set meeting_link = null`;
  assert.deepEqual(await sequences(), [1, 2]);
});

test('notes are for the team, the own ones can go, and all go with the data', async () => {
  const { id, token } = await booked();
  assert.equal((await addNote(staff(), id, { text: 'Belt maandag terug.' })).ok, true);
  const [note] = (await detailsOf(id, staff(samira))).notes;
  assert.deepEqual([note?.text, note?.staffName, note?.own], ['Belt maandag terug.', 'Noor', false]);
  await removeNote(staff(samira), id, note?.id ?? '');
  assert.equal((await detailsOf(id)).notes.length, 1);
  const seen = [await findAppointment(ground.ctx, token), await history(ground.ctx, token)];
  assert.doesNotMatch(JSON.stringify([seen, await newsOf(ground.ctx, token)]), /maandag terug/);
  await cancel(ground.ctx, token);
  await wipe(ground.ctx, token);
  assert.equal((await detailsOf(id)).notes.length, 0);
  assert.deepEqual(await addNote(staff(), id, { text: 'Toch nog.' }), { ok: false, error: 'wiped' });
  assert.deepEqual(await renewLink(staff(), id), { ok: false, error: 'wiped' });

  const old = await booked('11:00');
  await addNote(staff(), old.id, { text: 'Kwam met moeder.' });
  await removeNote(staff(), old.id, crypto.randomUUID());
  ground.clock.set('2027-11-20T10:00:00+01:00');
  await forgetOld(ground.ctx);
  assert.equal((await ground.sql`select from appointment_notes`).length, 0);
});

test('a follow-up is proposed two weeks later, or the nearest free time, and made once however often it is sent', async () => {
  const { id } = await booked();
  await ground.sql`update appointments set email = null, phone = null, reach_by = null, note = 'over toen' where id = ${id}`;
  const proposal = await proposeFollowUp(staff(samira), id, { weeks: 2 });
  assert.ok(proposal.ok);
  assert.deepEqual([isoInAmsterdam(proposal.start), proposal.free], ['2026-12-07T10:00:00+01:00', true]);
  const form = {
    start: isoInAmsterdam(proposal.start),
    modality: 'op-locatie' as const,
    location: 'centrum',
  };
  const key = crypto.randomUUID();
  const made = await bookFollowUp(staff(), id, { ...form, key });
  assert.ok(made.ok && !made.repeated);
  assert.deepEqual(await bookFollowUp(staff(), id, { ...form, key }), {
    ok: true,
    id: made.id,
    repeated: true,
    undo: made.undo,
  });
  const other = await bookFollowUp(staff(), id, { ...form, start: at('15:00'), key });
  assert.deepEqual(other, { ok: false, error: 'key-reused' });
  const details = await detailsOf(made.id);
  assert.deepEqual([details.name, details.note, details.casemanager.id], ['Sam', null, noor]);
  assert.deepEqual(
    details.related.map((one) => one.id),
    [id],
  );
  assert.deepEqual(
    (await detailsOf(id)).related.map((one) => one.id),
    [made.id],
  );
  const again = await proposeFollowUp(staff(), id, { weeks: 2 });
  assert.ok(again.ok && !again.free && again.alternatives.length > 0);
  const taken = await bookFollowUp(staff(), id, { ...form, key: crypto.randomUUID() });
  assert.ok(!taken.ok && taken.error === 'taken');
  await cancelForJongere(staff(), id, { version: 0 });
  assert.deepEqual(await proposeFollowUp(staff(), id, { weeks: 2 }), tooLate);
  const late = { ...form, start: at('16:00'), key: crypto.randomUUID() };
  assert.deepEqual(await bookFollowUp(staff(), id, late), tooLate);
});
