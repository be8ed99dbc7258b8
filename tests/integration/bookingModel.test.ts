import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { wipe } from '#server/booking/wipe.ts';
import { isoInAmsterdam } from '#server/kernel/time.ts';
import { type ApiAnswer, startApi, type TestApi } from '../support/apiServer.ts';
import { BookingModel, type Held, type Made, type Order, type Rules } from '../support/bookingModel.ts';
import { emptyTables } from '../support/emptyTables.ts';
import { jongereCtx, makeCasemanager } from '../support/factories.ts';

let api: TestApi;
let rules: Rules;
before(async () => {
  api = await startApi();
  // A second one, so that an afspraak of one contact can go on with whoever is free.
  await makeCasemanager(api.database.db, [{ locationId: api.location }]);
  api.services.bus.say({ roster: true });
  const { settings } = await api.services.roster.current();
  const {
    noticeMinutes,
    holdMinutes,
    privateLinkDays,
    openAppointmentsPerContact: openPerContact,
  } = settings;
  rules = { capacity: 2, noticeMinutes, holdMinutes, privateLinkDays, openPerContact, durationMinutes: 30 };
});
after(() => api.close());

const begin = '2026-11-23T07:30:00+01:00';
/** The first is near: within the shortest notice soon, and over on the same day. */
const times = [
  '2026-11-23T10:00',
  '2026-11-23T10:30',
  '2026-11-23T11:00',
  '2026-11-24T09:00',
  '2026-11-25T09:00',
].map((time) => Date.parse(`${time}:00+01:00`));
const contacts = ['sam', 'sem', 'sim'];

/** The API, with what it gave for each hold and afspraak of the model. */
interface Real {
  holds: Map<Held, string>;
  made: Map<Made, { token: string; reference: string }>;
}

type Command = fc.AsyncCommand<BookingModel, Real>;

const outcomeOf = ({ status, body }: ApiAnswer): string =>
  status < 300 ? 'ok' : (String(body.type).split(':').at(-1) ?? '');

const place = { topic: 'school', location: 'centrum', modality: 'op-locatie' };

/** A command that can always be given, or when `of` finds something to give it for. */
function command<Thing>(
  name: string,
  of: (model: Pick<BookingModel, 'made' | 'held'>) => Thing | undefined,
  run: (model: BookingModel, real: Real, thing: Thing) => Promise<void>,
): Command {
  return {
    check: (model) => of(model) !== undefined,
    async run(model, real) {
      const thing = of(model);
      assert.ok(thing !== undefined);
      await run(model, real, thing);
    },
    toString: () => name,
  };
}

const at = <T>(list: readonly T[], index: number): T | undefined => list[index % list.length];
const stamp = (start: number) => isoInAmsterdam(start).slice(5, 16);

const hold = (start: number) =>
  command(
    `hold ${stamp(start)}`,
    () => start,
    async (model, real) => {
      const answer = await api.call('/holds', { json: { ...place, start: isoInAmsterdam(start) } });
      assert.equal(outcomeOf(answer), model.hold(start));
      const made = model.held.at(-1);
      if (answer.status === 201 && made) real.holds.set(made, answer.body.hold);
    },
  );

const release = (index: number) =>
  command(
    `release ${index}`,
    (model) => at(model.held, index),
    async (model, real, held) => {
      const answer = await api.call(`/holds/${real.holds.get(held)}`, { method: 'DELETE' });
      assert.equal(outcomeOf(answer), model.release(held));
    },
  );

async function book(
  model: BookingModel,
  real: Real,
  asked: { contact: string; key: string | null; from: Held | number },
) {
  const { contact, key, from } = asked;
  const time =
    typeof from === 'number'
      ? { ...place, start: isoInAmsterdam(from) }
      : { topic: place.topic, hold: real.holds.get(from) };
  const json = { ...time, name: 'Sam', ageGroup: '18-22', contact: { email: `${contact}@example.org` } };
  const headers: Record<string, string> = key === null ? {} : { 'idempotency-key': key };
  const answer = await api.call('/appointments', { json, headers });
  const order: Order = { contact, key, body: JSON.stringify(json) };
  const expected = model.book(order, from);
  assert.equal(outcomeOf(answer), expected.outcome);
  if (!expected.made) return;
  const { token, reference } = answer.body;
  // A repeat is told of the same afspraak.
  assert.deepEqual({ token, reference }, real.made.get(expected.made) ?? { token, reference });
  real.made.set(expected.made, { token, reference });
}

const bookHold = (index: number, contact: string, key: string | null) =>
  command(
    `book hold ${index} for ${contact} with key ${key}`,
    (model) => at(model.held, index),
    (model, real, from) => book(model, real, { contact, key, from }),
  );

const bookFree = (from: number, contact: string, key: string | null) =>
  command(
    `book ${stamp(from)} for ${contact} with key ${key}`,
    () => from,
    (model, real) => book(model, real, { contact, key, from }),
  );

const tokenOf = ({ made }: Real, one: Made) => made.get(one)?.token;

const move = (index: number, start: number) =>
  command(
    `move ${index} to ${stamp(start)}`,
    (model) => at(model.made, index),
    async (model, real, one) => {
      const json = { start: isoInAmsterdam(start) };
      const answer = await api.call(`/appointments/${tokenOf(real, one)}`, { method: 'PATCH', json });
      assert.equal(outcomeOf(answer), model.move(one, start));
    },
  );

const cancel = (index: number) =>
  command(
    `cancel ${index}`,
    (model) => at(model.made, index),
    async (model, real, one) => {
      const answer = await api.call(`/appointments/${tokenOf(real, one)}`, { method: 'DELETE' });
      assert.equal(outcomeOf(answer), model.cancel(one));
    },
  );

const forget = (index: number) =>
  command(
    `wipe ${index}`,
    (model) => at(model.made, index),
    async (model, real, one) => {
      const result = await wipe(jongereCtx(api.services), tokenOf(real, one) ?? '');
      assert.equal(result.ok ? 'ok' : result.error, model.wipe(one));
    },
  );

const read = (index: number) =>
  command(
    `read ${index}`,
    (model) => at(model.made, index),
    async (model, real, one) => {
      const answer = await api.call(`/appointments/${tokenOf(real, one)}`);
      assert.equal(outcomeOf(answer), model.read(one));
      if (answer.status !== 200) return;
      assert.deepEqual([answer.body.status, Date.parse(answer.body.start)], [one.status, one.start]);
    },
  );

const pass = (minutes: number) =>
  command(
    `${minutes} minutes pass`,
    () => minutes,
    async (model) => {
      model.now += minutes * 60_000;
      api.clock.advance(minutes * 60_000);
    },
  );

async function compareFree(model: BookingModel): Promise<void> {
  const query = 'topic=school&from=2026-11-23&to=2026-11-25&location=centrum&modality=op-locatie';
  const { body } = await api.call(`/slots?${query}`);
  const slots: { start: string; available: number }[] = body.slots;
  const left = new Map(slots.map(({ start, available }) => [Date.parse(start), available]));
  for (const start of times) assert.equal(left.get(start) ?? 0, model.left(start), `free at ${stamp(start)}`);
}

const lookAround = command('look at free times', () => true, compareFree);

const index = fc.nat(7);
const time = fc.constantFrom(...times);
const contact = fc.constantFrom(...contacts);
const key = fc.option(fc.constantFrom('one', 'two'), { freq: 2 });

test('holding, booking, moving, cancelling and wiping in any order come to what the model says', async () => {
  const commands = fc.commands(
    [
      time.map(hold),
      index.map(release),
      fc.tuple(index, contact, key).map((all) => bookHold(...all)),
      fc.tuple(time, contact, key).map((all) => bookFree(...all)),
      fc.tuple(index, time).map((all) => move(...all)),
      index.map(cancel),
      index.map(forget),
      index.map(read),
      // A hold just before and just after its end, an afspraak that has begun, a key of yesterday, a link that is over.
      fc.constantFrom(5, 5, 10, 45, 24 * 60, 20 * 24 * 60).map(pass),
      fc.constant(lookAround),
    ],
    { maxCommands: 60, size: 'max' },
  );
  const property = fc.asyncProperty(commands, async (given) => {
    await emptyTables(api.database.sql, 'appointments', 'history', 'idempotency_keys');
    api.clock.set(begin);
    api.services.bus.say({ roster: true });
    const model = new BookingModel(rules, Date.parse(begin));
    await fc.asyncModelRun(() => ({ model, real: { holds: new Map(), made: new Map() } }), given);
    await compareFree(model);
  });
  await fc.assert(property, { seed: 11, numRuns: 20, interruptAfterTimeLimit: 45_000 });
});
