import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { book } from '#server/booking/book.ts';
import { cancel } from '#server/booking/cancel.ts';
import { wipe } from '#server/booking/wipe.ts';
import type { Ctx } from '#server/http/context.ts';
import { hashToken } from '#server/kernel/tokens.ts';
import type { TakeStep } from '#ui/step.ts';
import { appointmentStep } from '../../src/appointment/appointmentStep.ts';
import { cancelStep } from '../../src/appointment/cancelStep.ts';
import { chooseAgainStep } from '../../src/appointment/chooseAgainStep.ts';
import { followUpStep } from '../../src/appointment/followUpStep.ts';
import { handOverStep } from '../../src/appointment/handOverStep.ts';
import { linkStep } from '../../src/appointment/linkStep.ts';
import { moveStep } from '../../src/appointment/moveStep.ts';
import { type Question, stepTaker } from '../support/asked.ts';
import { emptyTables } from '../support/emptyTables.ts';
import { makeCasemanager, staffCtx } from '../support/factories.ts';
import { at, type RaceGround, raceGround, request } from '../support/raceGround.ts';

// The steps behind the pages of one afspraak in the portal, called as their pages call them.

let ground: RaceGround;
let ctx: Ctx;
let noor: string;
let samira: string;
let sessionId: string;

before(async () => {
  ground = await raceGround(0);
  const hours = [{ locationId: 'centrum' }];
  noor = await makeCasemanager(ground.db, hours, { firstName: 'Noor' });
  samira = await makeCasemanager(ground.db, hours, { firstName: 'Samira' });
  ctx = staffCtx(ground.ctx, noor);
  sessionId = hashToken(await ctx.sessions.begin(noor));
});
after(() => ground.close());
beforeEach(async () => {
  ground.clock.set('2026-11-20T10:00:00+01:00');
  await emptyTables(ground.sql, 'appointments', 'history', 'appointment_notes');
  ground.ctx.bus.say({ roster: true });
});

/** An afspraak with Noor on Monday at ten. */
async function booked(): Promise<string> {
  const result = await book(ground.ctx, request('10:00'));
  assert.ok(result.ok);
  await ground.sql`update appointments set casemanager_id = ${noor} where id = ${result.appointment.id}`;
  return result.appointment.id;
}

const { take, shown, refused } = stepTaker(() => ({ ctx, sessionId }));
/** A question about one afspraak. */
const about = (id: string, form?: Record<string, string> | null, query = ''): Question => ({
  path: `/page/${id}${query}`,
  params: { id },
  form,
});

const careSteps = { cancelStep, chooseAgainStep, handOverStep, moveStep };
const formsOf = (version: string): Record<keyof typeof careSteps, Record<string, string>> => ({
  cancelStep: { version, message: 'Helaas.' },
  chooseAgainStep: { version, message: 'Helaas.' },
  handOverStep: { version, message: 'Helaas.', to: samira },
  moveStep: { version, message: 'Helaas.', start: at('14:00') },
});
const names = ['cancelStep', 'chooseAgainStep', 'handOverStep', 'moveStep'] as const;

test('a page of an afspraak that is not there, or of no form, shows nothing', async () => {
  const steps = { ...careSteps, appointmentStep, linkStep, followUpStep };
  const id = await booked();
  for (const [name, step] of Object.entries(steps)) {
    for (const unknown of [crypto.randomUUID(), 'geen-id'])
      assert.deepEqual(await take<unknown>(step, about(unknown)), { kind: 'nothing', status: 404 }, name);
    assert.deepEqual(await take<unknown>(step, about(id, null)), { kind: 'nothing', status: 400 }, name);
  }
});

for (const name of names) {
  const step: TakeStep<{ late: boolean; values: object; errors: { summary: readonly unknown[] } }> =
    careSteps[name];

  test(`${name}: what is accepted leads back to where it was asked, with what can be taken back`, async () => {
    const id = await booked();
    const fresh = await shown(step, about(id));
    assert.deepEqual([fresh.status, fresh.page.late, fresh.page.values], [200, false, {}]);
    const form = { ...formsOf('0')[name], back: `/medewerker/week?appointment=${id}` };
    const done = await take(step, about(id, form));
    assert.ok(done.kind === 'redirect');
    assert.match(done.to, new RegExp(`^/medewerker/week\\?appointment=${id}&undo=\\d+$`));
  });

  test(`${name}: of an afspraak that changed meanwhile, what was typed comes again with why`, async () => {
    const id = await booked();
    const again = await refused(step, about(id, formsOf('7')[name]));
    assert.equal(again.status, 409);
    assert.deepEqual(again.page.values, formsOf('7')[name]);
    assert.equal(again.page.errors.summary.length, 1);
    const broken = await refused(step, about(id, { message: 'Helaas.' }));
    assert.equal(broken.status, 422);
  });

  test(`${name}: a page of what can no longer be done says so`, async () => {
    const id = await booked();
    ground.clock.set('2026-11-23T10:30:00+01:00');
    assert.equal((await shown(step, about(id))).page.late, true);
    assert.equal((await refused(step, about(id, formsOf('0')[name]))).status, 409);
  });
}

test('who could take an afspraak over is asked for as long as it can be handed over', async () => {
  const id = await booked();
  const ids = async () => (await shown(handOverStep, about(id))).page.colleagues.map((one) => one.id);
  assert.deepEqual(await ids(), [samira]);
  ground.clock.set('2026-11-23T10:15:01+01:00');
  assert.deepEqual(await ids(), []);
});

test('moving shows the times of the colleague, place and week of the address, which the form keeps', async () => {
  const id = await booked();
  const query = `?who=${samira}&manner=telefoon&week=2026-11-30`;
  // Nobody can be called without a number.
  const own = await shown(moveStep, about(id, undefined, query));
  assert.deepEqual([own.page.who.id, own.page.manner.modality], [samira, 'op-locatie']);
  await ground.sql`update appointments set phone = '+31612345678' where id = ${id}`;
  const { page } = await shown(moveStep, about(id, undefined, query));
  assert.deepEqual([page.manner.modality, page.times.monday], ['telefoon', '2026-11-30']);
  assert.equal(
    page.weekHref('2026-12-07'),
    `/medewerker/afspraken/${id}/verzetten?who=${samira}&manner=telefoon&week=2026-12-07`,
  );
});

test('a move to a time at which the jongere has another afspraak asks whether that is meant', async () => {
  const id = await booked();
  await ground.sql`update appointments set email = 'sam@example.com' where id = ${id}`;
  const other = await book(ground.ctx, request('14:00', 'kort', 'sam@example.com'));
  assert.ok(other.ok);
  const free = other.appointment.casemanager.id === samira ? noor : samira;
  const again = await refused(moveStep, about(id, formsOf('0').moveStep, `?who=${free}`));
  assert.deepEqual([again.status, again.page.sameTime], [409, true]);
  assert.match(again.page.errors.of.start ?? '', /14:00/);
});

test('a new link is said once more on its page, until there is a newer one', async () => {
  const id = await booked();
  const made = await refused(linkStep, about(id, { version: '0' }));
  assert.equal(made.status, 200);
  assert.match(made.page.url ?? '', /^https:\/\/doorstart\.test\/mijn-afspraak\/[\w-]{32}$/);
  const changed = await refused(linkStep, about(id, { version: '0' }));
  assert.deepEqual([changed.status, changed.page.url, changed.page.possible], [409, null, true]);
  const token = made.page.url?.split('/').at(-1) ?? '';
  assert.ok((await cancel(ground.ctx, token)).ok);
  assert.ok((await wipe(ground.ctx, token)).ok);
  assert.equal((await shown(linkStep, about(id))).page.possible, false);
});

test('a follow-up books once per form; a second afspraak at that time is made for who insists', async () => {
  const id = await booked();
  const { page } = await shown(followUpStep, about(id, undefined, '?weeks=1'));
  assert.deepEqual([page.weeks, page.proposal?.free], [1, true]);
  assert.equal((await shown(followUpStep, about(id, undefined, '?weeks=3'))).page.weeks, 2);
  const form = {
    start: '2026-11-30T10:00:00+01:00',
    modality: 'op-locatie',
    location: 'centrum',
    key: page.key,
  };
  const done = await take(followUpStep, about(id, form));
  assert.ok(done.kind === 'redirect');
  assert.match(done.to, /^\/medewerker\/afspraken\/[\w-]{36}\?undo=\d+$/);
  assert.deepEqual(await take(followUpStep, about(id, form)), done);
  const other = await refused(followUpStep, about(id, { ...form, start: '2026-11-30T11:00:00+01:00' }));
  assert.equal(other.status, 409);
  await ground.sql`update appointments set casemanager_id = ${samira} where id <> ${id}`;
  const twice = await refused(followUpStep, about(id, { ...form, key: crypto.randomUUID() }));
  assert.deepEqual([twice.status, twice.page.insist?.start], [409, form.start]);
  await ground.sql`update appointments set status = 'cancelled', cancelled_at = now() where id = ${id}`;
  assert.equal((await shown(followUpStep, about(id))).page.proposal, null);
});

test('an act in place that is refused comes back to where it was asked, with why and all that was typed', async () => {
  const id = await booked();
  const place = `/medewerker/afspraken/${id}`;
  const inPlace = {
    move: 'moveStep',
    'hand-over': 'handOverStep',
    'choose-again': 'chooseAgainStep',
    cancel: 'cancelStep',
  } as const;
  for (const [act, name] of Object.entries(inPlace)) {
    for (const wrong of [{ version: '7' }, { message: 'n'.repeat(501) }]) {
      const form = { ...formsOf('0')[name], ...wrong, act, back: place };
      const sent = await take<unknown>(careSteps[name], { path: `/page/${id}`, params: { id }, form });
      assert.ok(sent.kind === 'redirect');
      assert.match(sent.to, new RegExp(`^${place}\\?form=[\\w-]{22}$`));
      const { page, status } = await shown(appointmentStep, { path: sent.to, params: { id } });
      const { version: _, ...typed } = form;
      assert.deepEqual({ ...page.refused?.values, version: undefined }, { ...typed, version: undefined });
      assert.equal(status, 'version' in wrong ? 409 : 422);
      const [error, ...more] = page.refused?.errors.summary ?? [];
      assert.deepEqual([error?.field, more], ['version' in wrong ? undefined : `word-${act}`, []]);
    }
  }
  // Of what can no longer be done it says why: there is no page of its own to say so.
  ground.clock.set('2026-11-23T10:30:00+01:00');
  const late = await take(cancelStep, {
    path: `/page/${id}`,
    params: { id },
    form: { ...formsOf('0').cancelStep, act: 'cancel', back: place },
  });
  assert.ok(late.kind === 'redirect');
  const { page } = await shown(appointmentStep, { path: late.to, params: { id } });
  assert.equal(page.refused?.errors.summary.length, 1);
});

test('who wants to see all times takes along what was typed, from week to week', async () => {
  const id = await booked();
  const back = `/medewerker/week?appointment=${id}`;
  const form = {
    version: '0',
    message: 'Mijn trein staat stil.',
    start: at('14:00'),
    act: 'move',
    times: 'all',
    back,
  };
  const sent = await take(moveStep, { path: `/medewerker/afspraken/${id}/verzetten`, params: { id }, form });
  assert.ok(sent.kind === 'redirect');
  const { page, status } = await shown(moveStep, { path: sent.to, params: { id } });
  assert.deepEqual(
    [status, page.values.message, page.back, page.errors.summary],
    [200, form.message, back, []],
  );
  const next = await shown(moveStep, { path: page.weekHref('2026-11-30'), params: { id } });
  assert.deepEqual([next.page.times.monday, next.page.values.message], ['2026-11-30', form.message]);
});

test('the page of an afspraak keeps notes and outcomes, and shows what was not kept', async () => {
  const id = await booked();
  const fresh = await shown(appointmentStep, about(id));
  assert.deepEqual(
    [fresh.page.notes, fresh.page.choices.followUps.length, fresh.page.who],
    [false, 3, undefined],
  );
  assert.equal(fresh.page.back, '/medewerker/week?week=2026-W48');
  const note = { act: 'note', text: 'Belt terug.' };
  const noted = await take(appointmentStep, about(id, note));
  assert.ok(noted.kind === 'redirect');
  assert.match(noted.to, new RegExp(`^/medewerker/afspraken/${id}\\?undo=\\d+$`));
  const long = await refused(appointmentStep, about(id, { ...note, text: 'n'.repeat(501) }));
  assert.deepEqual([long.status, long.page.refused?.values.text], [422, 'n'.repeat(501)]);
  assert.ok(long.page.refused?.errors.of.text);
  const early = await refused(
    appointmentStep,
    about(id, { act: 'outcome', outcome: 'geweest', version: '0' }),
  );
  assert.equal(early.status, 422);
  ground.clock.set('2026-11-23T10:00:00+01:00');
  assert.deepEqual(
    [
      (await shown(appointmentStep, about(id))).page.notes,
      (await shown(appointmentStep, about(id))).page.back,
    ],
    [true, '/medewerker'],
  );
});
