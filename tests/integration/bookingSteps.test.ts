import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bookers } from '#db/schema/words.ts';
import { readAppointment } from '#server/agenda/readAppointment.ts';
import { book as bookByVerb } from '#server/booking/book.ts';
import { cancel } from '#server/booking/cancel.ts';
import { findAppointment } from '#server/booking/findAppointment.ts';
import { findChoices } from '#server/booking/findChoices.ts';
import { findHold } from '#server/booking/findHold.ts';
import { history } from '#server/booking/history.ts';
import { mayBook } from '#server/booking/mayBook.ts';
import { move } from '#server/booking/move.ts';
import { ownCasemanagerWord } from '#server/booking/ownCasemanager.ts';
import { placeHold } from '#server/booking/placeHold.ts';
import { releaseHold } from '#server/booking/releaseHold.ts';
import type { Hold } from '#server/booking/types.ts';
import type { Ctx } from '#server/http/context.ts';
import type { TakeStep } from '#ui/step.ts';
import { answerCheck, checkStep } from '../../src/booking/checkStep.ts';
import { afterBooked, answerDetails, detailsStep } from '../../src/booking/detailsStep.ts';
import { howStep } from '../../src/booking/howStep.ts';
import { moveStep } from '../../src/booking/moveStep.ts';
import { needLines } from '../../src/booking/needLines.ts';
import { topicStep } from '../../src/booking/topicStep.ts';
import { whenStep } from '../../src/booking/whenStep.ts';
import { texts } from '../../src/content/texts.ts';
import { stepTaker } from '../support/asked.ts';
import { makeCasemanager, makeLocation, makeTopic, staffCtx } from '../support/factories.ts';
import { openGround } from '../support/ground.ts';

const { clock, database, services } = await openGround();

const ctx: Ctx = {
  ...services,
  actor: { kind: 'jongere', addressKey: 'here', networks: ['here'] },
  language: 'nl',
};
const location = await makeLocation(database.db);
const casemanager = await makeCasemanager(database.db, [{ locationId: location }]);
const place = { topic: await makeTopic(database.db), location };

let holds = 0;
/** Holds the next hour that is free: eight a day, every other day. */
async function hold(): Promise<Hold> {
  const [day, hour] = [24 + 2 * Math.floor(holds / 8), 9 + (holds % 8)];
  holds += 1;
  const start = `2026-11-${day}T${String(hour).padStart(2, '0')}:00:00+01:00`;
  const result = await placeHold(ctx, { ...place, start, modality: 'op-locatie' });
  assert.ok(result.ok);
  return result.hold;
}

const filledIn = (email: string) => ({ name: 'Sem', ageGroup: '18-22', email, phone: '', note: '' });

async function holdWithDetails(email: string): Promise<Hold> {
  const { token } = await hold();
  const found = await findHold(ctx, token);
  assert.ok(found.ok);
  assert.equal((await answerDetails(ctx, found.hold, filledIn(email))).ok, true);
  const again = await findHold(ctx, token);
  assert.ok(again.ok);
  return again.hold;
}

async function book(email: string): Promise<string> {
  const answer = await answerCheck(ctx, await holdWithDetails(email), { action: 'book' });
  assert.equal(answer.kind, 'redirect');
  return answer.kind === 'redirect' ? (answer.to.split('/')[2] ?? '') : '';
}

test('a form that is sent many times at once ends at one afspraak', async () => {
  const held = await holdWithDetails('vaak@voorbeeld.nl');
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => answerCheck(ctx, held, { action: 'book' })),
  );
  const [first] = answers;
  assert.match(first?.kind === 'redirect' ? first.to : '', /^\/mijn-afspraak\/[\w-]{32}\/gemaakt$/);
  for (const answer of answers) assert.deepEqual(answer, first);
  const rows = await database.sql`select from appointments where email = 'vaak@voorbeeld.nl'`;
  assert.equal(rows.length, 1);
});

test('what somebody needs is kept with the hold and with the afspraak, where the casemanager reads it', async () => {
  const needs = { needsInterpreter: 'yes', interpreter: 'Dari', companion: 'somebody', stepFree: 'yes' };
  const { token } = await hold();
  const found = await findHold(ctx, token);
  assert.ok(found.ok);
  await answerDetails(ctx, found.hold, { ...filledIn('nodig@voorbeeld.nl'), ...needs });
  const again = await findHold(ctx, token);
  assert.ok(again.ok);
  assert.equal(again.hold.person.interpreter, 'Dari');
  await answerCheck(ctx, again.hold, { action: 'book' });
  const [row] = await database.sql`
    select id, companion, interpreter, step_free from appointments where email = 'nodig@voorbeeld.nl'`;
  const { id, ...kept } = { id: '', ...row };
  assert.deepEqual(kept, { companion: 'somebody', interpreter: 'Dari', step_free: true });
  const read = await readAppointment(staffCtx(services, casemanager), id);
  assert.ok(read.ok);
  assert.deepEqual(needLines(texts('nl'), read.appointment), [
    'Een tolk: Dari',
    'Er komt iemand mee',
    'Een plek zonder trappen',
  ]);
});

test('who books on the English pages talks English, unless they say otherwise, and stays on them', async () => {
  const english: Ctx = { ...ctx, language: 'en' };
  const held = await placeHold(english, {
    ...place,
    start: '2026-11-25T09:00:00+01:00',
    modality: 'op-locatie',
  });
  assert.ok(held.ok);
  assert.equal(held.hold.person.language, 'en');
  const answer = await answerDetails(english, held.hold, filledIn('english@example.com'));
  assert.match(answer.ok ? answer.to : '', /^\/en\/afspraak\/[\w-]{32}\/controle$/);
});

test('of a hold that was booked already, other details are told apart from the same ones', async () => {
  const held = await holdWithDetails('stond@voorbeeld.nl');
  assert.equal((await answerCheck(ctx, held, { action: 'book' })).kind, 'redirect');
  const found = await findHold(ctx, held.token);
  assert.ok(!found.ok && found.error === 'booked');
  const { appointment } = found;
  const done = `/mijn-afspraak/${appointment.token}/gemaakt`;
  assert.equal(afterBooked(ctx, appointment, null), done);
  assert.equal(afterBooked(ctx, appointment, filledIn('stond@voorbeeld.nl')), done);
  assert.equal(afterBooked(ctx, appointment, filledIn('anders@voorbeeld.nl')), `${done}?stood=yes`);
  assert.equal(afterBooked(ctx, appointment, filledIn('half@')), `${done}?stood=yes`);
});

test('who is 27 or older is led to other help, and the time is free again', async () => {
  const held = await hold();
  const answer = await answerDetails(ctx, held, { ...filledIn('ouder@voorbeeld.nl'), ageGroup: '27-plus' });
  assert.deepEqual(answer, { ok: true, to: '/afspraak/27-plus' });
  assert.deepEqual(await findHold(ctx, held.token), { ok: false, error: 'hold-expired' });
});

test('more time keeps what was typed, also when it is not right yet', async () => {
  const held = await hold();
  clock.advance(60_000);
  const answer = await answerDetails(ctx, held, { name: 'Se', email: 'half', action: 'more-time' });
  assert.deepEqual(answer, { ok: false, errors: [] }, 'shown again, with nothing wrong');
  const found = await findHold(ctx, held.token);
  assert.ok(found.ok);
  assert.equal(found.hold.expiresAt, held.expiresAt + 60_000);
});

test('another time lets the hold go and leads to the same choices', async () => {
  const held = await hold();
  const answer = await answerDetails(ctx, held, { action: 'other-time' });
  const to = `/afspraak/wanneer?topic=${place.topic}&modality=op-locatie&location=${location}&week=2026-11-23`;
  assert.deepEqual(answer, { ok: true, to });
  assert.equal((await findHold(ctx, held.token)).ok, false);
});

test('another place lets the hold go and leads to where places are told apart', async () => {
  const held = await hold();
  const answer = await answerDetails(ctx, held, { action: 'other-place' });
  assert.deepEqual(answer, { ok: true, to: `/afspraak/hoe?topic=${place.topic}` });
  assert.equal((await findHold(ctx, held.token)).ok, false);
});

test('the choices of a hold are known when it is over, those of an unknown one are not', async () => {
  const held = await hold();
  clock.advance(11 * 60_000);
  assert.deepEqual(await findHold(ctx, held.token), { ok: false, error: 'hold-expired' });
  const choices = await findChoices(ctx, held.token);
  assert.deepEqual(choices, { ...place, modality: 'op-locatie', start: held.start });
  assert.equal(await findChoices(ctx, 'x'.repeat(32)), null);
});

test('the history says what happened and who did it', async () => {
  const token = await book('verleden@voorbeeld.nl');
  const before = await findAppointment(ctx, token);
  assert.ok(before.ok);
  const byStaff = staffCtx(services, casemanager);
  const to = '2026-11-25T10:00:00+01:00';
  assert.ok((await move(byStaff, token, { start: to })).ok);
  const past = await history(ctx, token);
  assert.ok(past.ok);
  assert.deepEqual(
    past.lines.map(({ kind, by, moved }) => ({ kind, by, moved })),
    [
      { kind: 'booked', by: { kind: 'jongere' }, moved: null },
      {
        kind: 'moved',
        by: { kind: 'staff', firstName: 'Noor' },
        moved: { from: before.appointment.start, to: Date.parse(to) },
      },
    ],
  );
  assert.deepEqual(await history(ctx, 'x'.repeat(32)), { ok: false, error: 'not-found' });
});

const steps = stepTaker(() => ({ ctx }));
type Form = Record<string, string> | null;
const question = (path: string, form?: Form) => ({ path, params: { hold: path.split('/')[2] ?? '' }, form });
const take = <Page>(step: TakeStep<Page>, path: string, form?: Form) =>
  steps.take(step, question(path, form));
const shown = <Page>(step: TakeStep<Page>, path: string, form?: Form) =>
  steps.shown(step, question(path, form));

const how = `/afspraak/hoe?topic=${place.topic}`;
const when = `/afspraak/wanneer?topic=${place.topic}&modality=op-locatie&location=${location}`;
const redirect = (to: string) => ({ kind: 'redirect', to });

test('topic and manner are asked until one is chosen, and lead on with it', async () => {
  const [fresh, empty] = [await shown(topicStep, '/afspraak'), await shown(topicStep, '/afspraak', {})];
  assert.deepEqual([fresh.status, fresh.page.wrong], [200, false]);
  assert.deepEqual([empty.status, empty.page.wrong, empty.page.broken], [422, true, false]);
  assert.deepEqual([(await shown(topicStep, '/afspraak', null)).status], [400]);
  assert.deepEqual(await take(topicStep, '/afspraak', { topic: place.topic }), redirect(how));
  assert.equal((await shown(topicStep, `/afspraak?topic=${place.topic}`)).page.chosen, place.topic);

  assert.deepEqual(await take(howStep, '/afspraak/hoe?topic=geen'), redirect('/afspraak?topic=geen'));
  const nothing = await shown(howStep, how, {});
  assert.deepEqual([nothing.status, nothing.page.wrong, nothing.page.chosen], [422, true, undefined]);
  assert.equal((await shown(howStep, how, null)).page.broken, true);
  assert.deepEqual(await take(howStep, how, { manner: `op-locatie/${location}` }), redirect(when));
});

test('a link with what nobody can choose any more leads to where it is chosen, and keeps the rest of it', async () => {
  const topic = await makeTopic(database.db, { active: false });
  services.bus.say({ roster: true });
  const there = `location=${location}`;
  const to = `/afspraak?topic=${topic}&${there}`;
  const link = `/afspraak/wanneer?topic=${topic}&modality=op-locatie&${there}`;
  assert.deepEqual(await take(whenStep, link), redirect(to));
  assert.deepEqual(await take(howStep, link.replace('wanneer', 'hoe')), redirect(to));
  const { page } = await shown(topicStep, to);
  assert.deepEqual([page.closed, page.chosen], [true, undefined]);
  assert.deepEqual(
    await take(topicStep, to, { topic: place.topic }),
    redirect(`${how}&modality=op-locatie&${there}`),
  );
  assert.equal((await shown(topicStep, '/afspraak?location=weg')).page.closed, false);

  const gone = `${how}&modality=op-locatie&location=weg`;
  assert.deepEqual(await take(whenStep, gone.replace('hoe', 'wanneer')), redirect(gone));
  const asked = await shown(howStep, gone);
  assert.deepEqual([asked.status, asked.page.closed, asked.page.chosen], [200, true, undefined]);
  const open = await Promise.all(
    [how, `${how}&modality=op-locatie`, `${how}&modality=op-locatie&${there}`].map((at) =>
      shown(howStep, at),
    ),
  );
  assert.deepEqual(
    open.map((one) => one.page.closed),
    [false, false, false],
  );
});

/** The page of times of a topic for who has this casemanager, when they are full. */
async function onlyOwnTimes(topic: string, word: string) {
  await database.sql`update weekly_rules set valid_until = '2020-02-01' where casemanager_id = ${casemanager}`;
  services.bus.say({ roster: true });
  const words = new URLSearchParams({
    topic,
    casemanager: word,
    modality: 'op-locatie',
    location,
  }).toString();
  const { page } = await shown(whenStep, `/afspraak/wanneer?${words}`);
  assert.ok(page.view === 'times');
  assert.deepEqual(
    [page.times.others, page.choice, page.only, page.shown],
    [[], undefined, word, { casemanager: word }],
  );
  await database.sql`update weekly_rules set valid_until = null where casemanager_id = ${casemanager}`;
  services.bus.say({ roster: true });
}

test('a topic is offered, held and booked by whom it is for; its address says to others what to do instead', async () => {
  const word = ownCasemanagerWord(ctx, casemanager);
  const comes = [
    ['anybody', {}],
    ['own-casemanager', { casemanager: word }],
  ] as const;
  for (const bookableBy of bookers) {
    const id = await makeTopic(database.db, { bookableBy });
    services.bus.say({ roster: true });
    for (const [as, came] of comes) {
      const may = mayBook({ bookableBy }, as);
      const words = new URLSearchParams({ topic: id, ...came }).toString();
      const { page } = await shown(topicStep, `/afspraak?${words}`);
      assert.equal(
        page.topics.some((one) => one.id === id),
        may,
      );
      assert.deepEqual([page.chosen, page.forOthers?.id], may ? [id, undefined] : [undefined, id]);
      const chosen = await take(howStep, `/afspraak/hoe?${words}`);
      const manner = `modality=op-locatie&location=${location}`;
      const times = await take(whenStep, `/afspraak/wanneer?${words}&${manner}`);
      if (may) assert.deepEqual([chosen.kind, times.kind], ['page', 'page']);
      else
        assert.deepEqual(
          [chosen, times],
          [words, new URLSearchParams({ topic: id, location, ...came })].map((to) =>
            redirect(`/afspraak?${to}`),
          ),
        );
      const start = '2026-12-01T09:00:00+01:00';
      const wanted = { ...place, topic: id, start, modality: 'op-locatie' as const, ...came };
      const held = await placeHold(ctx, wanted);
      assert.equal(held.ok || held.error !== 'invalid', may);
      if (held.ok) await releaseHold(ctx, held.hold.token);
      const person = { name: 'Sem', ageGroup: '18-22', contact: { email: 'sem@voorbeeld.nl' } } as const;
      const booked = await bookByVerb(ctx, { ...wanted, ...person });
      assert.equal(booked.ok || booked.error !== 'invalid', may);
      if (booked.ok) await cancel(ctx, booked.appointment.token);
    }
    if (bookableBy === 'own-casemanager') await onlyOwnTimes(id, word);
    await database.sql`update topics set active = false where id = ${id}`;
  }
  services.bus.say({ roster: true });
});

test('a time is held, or the page says why not', async () => {
  assert.deepEqual(await take(whenStep, '/afspraak/wanneer'), redirect('/afspraak'));
  assert.deepEqual(await take(whenStep, `/afspraak/wanneer?topic=${place.topic}`), redirect(how));
  const broken = await shown(whenStep, when, null);
  assert.deepEqual([broken.status, broken.page.view], [400, 'broken']);
  const none = await shown(whenStep, when, {});
  assert.deepEqual([none.status, none.page.view === 'times' && none.page.errors.summary.length], [422, 1]);
  const form = { start: '2026-11-27T09:00:00+01:00' };
  const held = await take(whenStep, when, form);
  assert.match(held.kind === 'redirect' ? held.to : '', /^\/afspraak\/[\w-]{32}\/gegevens$/);
  const late = await shown(whenStep, when, form);
  assert.deepEqual([late.status, late.page.view === 'times' && late.page.taken?.kind], [409, 'taken']);
});

test('the pages of a hold say that it is over, unknown or not filled in', async () => {
  const held = await hold();
  const details = `/afspraak/${held.token}/gegevens`;
  const check = `/afspraak/${held.token}/controle`;
  assert.deepEqual(await take(checkStep, check), redirect(details));
  assert.deepEqual(await take(checkStep, check, { action: 'book' }), redirect(details));
  assert.equal((await shown(detailsStep, details, null)).status, 400);
  const again = await take(detailsStep, details, { name: 'Sem', email: 'half' });
  assert.ok(again.kind === 'redirect');
  const wrong = await shown(detailsStep, again.to);
  assert.deepEqual([wrong.status, wrong.page.view === 'details' && wrong.page.fields.name], [422, 'Sem']);
  assert.deepEqual(await take(detailsStep, details, filledIn('sem@voorbeeld.nl')), redirect(check));
  assert.deepEqual(
    [(await shown(checkStep, check)).page.view, (await shown(checkStep, check, null)).status],
    ['check', 400],
  );
  clock.advance(11 * 60_000);
  for (const step of [detailsStep, checkStep] as TakeStep<unknown>[]) {
    assert.deepEqual(await take(step, check), {
      kind: 'page',
      status: 410,
      page: { view: 'over', error: 'hold-expired' },
    });
    const unknown = { kind: 'page', status: 404, page: { view: 'over', error: 'not-found' } };
    assert.deepEqual(await take(step, `/afspraak/${'x'.repeat(32)}/controle`), unknown);
  }
});

test('who knows somebody has them come home: the address is asked, kept, and read by who goes there', async () => {
  const theirs = await makeLocation(database.db, { modalities: ['huisbezoek'] });
  const own = await makeCasemanager(database.db, [{ locationId: theirs, modalities: ['huisbezoek'] }]);
  services.bus.say({ roster: true });
  const words = { modality: 'huisbezoek', casemanager: ownCasemanagerWord(services, own) };
  const [came, start] = [new URLSearchParams({ topic: place.topic, ...words }), '2026-12-02T13:00:00+01:00'];
  const held = await take(whenStep, `/afspraak/wanneer?${came}`, { start });
  const details = held.kind === 'redirect' ? held.to : '';
  const again = await take(detailsStep, details, filledIn('thuis@voorbeeld.nl'));
  const asked = await shown(detailsStep, again.kind === 'redirect' ? again.to : '');
  assert.ok(asked.page.view === 'details');
  assert.deepEqual(Object.keys(asked.page.errors.of), ['visitAddress']);
  const visitAddress = 'Voorbeeldlaan 1, Den Haag';
  const check = await take(detailsStep, details, { ...filledIn('thuis@voorbeeld.nl'), visitAddress });
  const made = await take(checkStep, check.kind === 'redirect' ? check.to : '', { action: 'book' });
  assert.match(made.kind === 'redirect' ? made.to : '', /^\/mijn-afspraak\/[\w-]{32}\/gemaakt$/);
  const [row] = await database.sql`select id from appointments where visit_address = ${visitAddress}`;
  const read = await readAppointment(staffCtx(services, own), row?.id);
  assert.equal(read.ok && read.appointment.visitAddress, visitAddress);
  const twentyMinutes = 20 * 60_000;
  assert.equal(read.ok && read.appointment.start - read.appointment.busy.start, twentyMinutes);

  // It stays with who has it, also where others go to people's homes and times with everybody are asked for.
  await makeCasemanager(database.db, [{ locationId: theirs, modalities: ['huisbezoek'] }]);
  await database.sql`delete from weekly_rules where casemanager_id = ${own} and weekday <> 3`;
  services.bus.say({ roster: true });
  const token = (made.kind === 'redirect' && made.to.split('/')[2]) || '';
  const asks = {
    params: { token },
    path: `/mijn-afspraak/${token}/verzetten?modality=huisbezoek&everyone=yes`,
  };
  const { page } = await steps.shown(moveStep, asks);
  assert.ok(page.view === 'times');
  assert.deepEqual([page.choice, page.only], [undefined, words.casemanager]);
  for (const [day, moves] of [
    ['03', false],
    ['09', true],
  ] as const) {
    const moved = await move(ctx, token, { start: `2026-12-${day}T13:00:00+01:00` });
    assert.equal(moved.ok, moves);
  }

  // Once they work here no more nobody comes: it goes on in another way.
  await database.sql`update staff set active = false where id = ${own}`;
  services.bus.say({ roster: true });
  const gone = await steps.shown(moveStep, asks);
  assert.ok(gone.page.view === 'times');
  assert.deepEqual([gone.page.noVisit, gone.page.manner.modality], [true, 'op-locatie']);
  assert.ok(gone.page.manners.every(({ modality }) => modality !== 'huisbezoek'));
});
