import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import { book } from '#server/booking/book.ts';
import { readTrajectOf } from '#server/gesprekken/readTrajectOf.ts';
import { hashToken } from '#server/kernel/tokens.ts';
import { beginTraject } from '#server/meldingen/beginTraject.ts';
import { beginSchema } from '#server/meldingen/schema.ts';
import { beginStep } from '../../src/traject/beginStep.ts';
import { stepTaker } from '../support/asked.ts';
import { type GesprekGround, gesprekGround } from '../support/gesprekGround.ts';
import { atOnce, request, tally } from '../support/raceGround.ts';
import type { Member } from '../support/trajectGround.ts';

// A casemanager begins a traject of somebody whom no school reported: decision 0093.

let ground: GesprekGround;
before(async () => {
  ground = await gesprekGround();
});
beforeEach(() => ground.renew());
after(() => ground.close());

const path = '/medewerker/trajecten/nieuw';
/** The page, as somebody of staff in a session of theirs. */
async function by({ id, ctx }: Member) {
  const sessionId = hashToken(await ctx.sessions.begin(id));
  return stepTaker(() => ({ ctx, sessionId }));
}
const form = (more: Record<string, string> = {}) => ({
  key: randomUUID(),
  kind: 'zelf',
  firstName: 'Noa',
  lastName: 'Winterdal',
  birthDate: '4-3-2006',
  ...more,
});
const idIn = (to: string) => /trajecten\/([\w-]{36})\?done=begin$/.exec(to)?.[1] ?? '';
const counts = async () => {
  const [row] = await ground.sql`
    select (select count(*)::int from trajecten) as trajecten, (select count(*)::int from meldingen) as meldingen,
      (select count(*)::int from jongeren) as jongeren`;
  return row;
};
const input = (values: Record<string, unknown> = {}) =>
  beginSchema.parse({
    kind: 'kwetsbaar',
    pupil: { firstName: 'Noa', lastName: 'Winterdal', birthDate: '2006-03-04' },
    ...values,
  });

test('who made an afspraak by themselves gets a traject of who began it, with that gesprek as what is next', async () => {
  const made = await book(ground.jongere, {
    ...request('10:00', 'kort', 'noa@example.com'),
    name: 'Noa Winterdal',
  });
  assert.ok(made.ok, JSON.stringify(made));
  const { id } = made.appointment;
  await ground.sql`update appointments set messages = 'none' where id = ${id}`;
  const samira = await by(ground.samira);
  const { page } = await samira.shown(beginStep, { path: `${path}?appointment=${id}` });
  const { firstName, lastName, email, kind } = page.fields;
  assert.deepEqual([kind, firstName, lastName, email], ['zelf', 'Noa', 'Winterdal', 'noa@example.com']);
  assert.equal(await readTrajectOf(ground.samira.ctx, id), null);

  const sent = form({ appointment: id, email: 'noa@example.com', reason: 'Wil weer naar school' });
  const led = await samira.take(beginStep, { path, form: sent });
  assert.ok(led.kind === 'redirect', JSON.stringify(led));
  const traject = idIn(led.to);
  const { owner, assigned, next, on, state } = await ground.stands(traject);
  assert.deepEqual(
    [owner, assigned, next, on, state],
    [ground.samira.id, true, 'talk', '2026-11-23', 'uitgenodigd'],
  );
  assert.equal(await readTrajectOf(ground.samira.ctx, id), traject);
  assert.equal(await readTrajectOf(ground.otto.ctx, id), 'elsewhere');
  const [melding] = await ground.sql`
    select kind, source, organisation_id as of, reported_by as by, reason from meldingen where traject_id = ${traject}`;
  assert.deepEqual(melding, {
    kind: 'zelf',
    source: 'staff',
    of: null,
    by: ground.samira.id,
    reason: 'Wil weer naar school',
  });
  const [told] = await ground.sql`select messages from jongeren`;
  assert.equal(told?.messages, 'none', 'as they asked when they made it');
  // Going back and sending it again makes nothing more.
  const again = await samira.take(beginStep, { path, form: sent });
  assert.ok(again.kind === 'redirect' && idIn(again.to) === traject);
  assert.deepEqual(await counts(), { trajecten: 1, meldingen: 1, jongeren: 1 });
});

test('one form sent many times at once begins one traject', async () => {
  const key = randomUUID();
  const made = await atOnce(6, () => beginTraject(ground.samira.ctx, input(), key));
  assert.deepEqual(tally(made), { ok: 6 });
  assert.deepEqual(await counts(), { trajecten: 1, meldingen: 1, jongeren: 1 });
});

test('who has a traject already keeps who has it, and that one gets the melding', async () => {
  const { traject } = await ground.reported();
  await ground.sql`update trajecten set owner_id = ${ground.otto.id}, assigned_at = opened_at where id = ${traject}`;
  const pupil = { firstName: 'Jordi', infix: 'van', lastName: 'Haamstee', birthDate: '2007-03-04' };
  const begun = await beginTraject(ground.samira.ctx, input({ pupil }), randomUUID());
  assert.deepEqual(begun, { ok: true, traject });
  assert.equal((await ground.stands(traject)).owner, ground.otto.id);
  assert.deepEqual(await counts(), { trajecten: 1, meldingen: 2, jongeren: 1 });
});

test('what is wrong is said at its field and kept, and of an afspraak of another team nothing is written', async () => {
  const samira = await by(ground.samira);
  const made = await book(ground.jongere, request('10:00', 'kort', 'sem@example.com'));
  assert.ok(made.ok);
  const { id: appointment } = made.appointment;
  for (const [field, value] of [
    ['phone', '12'],
    ['birthDate', '31-2-2006'],
    ['birthDate', '4-3-1970'],
    ['firstName', ''],
    ['kind', ''],
  ] as const) {
    const { page, status } = await samira.refused(beginStep, { path, form: form({ [field]: value }) });
    assert.deepEqual([status, Object.keys(page.errors.of)], [422, [field]]);
    assert.equal(page.fields.lastName, 'Winterdal');
  }
  const otto = await by(ground.otto);
  const { page } = await otto.refused(beginStep, { path, form: form({ appointment }) });
  assert.deepEqual([page.refusal, page.appointment], ['appointment-gone', null]);
  assert.deepEqual(await counts(), { trajecten: 0, meldingen: 0, jongeren: 0 });
});
