import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { newestOf, readKept } from '../../../src/street/keptReferral.ts';
import { ageOf, readKnown, timesOf } from '../../../src/street/offline/known.ts';
import { missingOn } from '../../../src/street/offline/missing.ts';
import {
  type Answer,
  chooseAgain,
  merge,
  newWaiting,
  readAnswer,
  readWaiting,
  settle,
  toSend,
  type Waiting,
} from '../../../src/street/offline/outbox.ts';

// What waits for a connection, and what is known without one: pure.

const texts = fc.dictionary(fc.string({ maxLength: 8 }), fc.string({ maxLength: 8 }), { maxKeys: 3 });
const near = fc.array(fc.record({ value: fc.string(), words: fc.string() }), { maxLength: 2 });
const anyAnswer: fc.Arbitrary<Answer> = fc.oneof(
  fc.record({ state: fc.constant('sent' as const), id: fc.uuid() }),
  fc.record({ state: fc.constant('taken' as const), near }),
  fc.record({ state: fc.constant('wrong' as const), words: fc.array(fc.string(), { maxLength: 2 }) }),
  fc.constantFrom<Answer>({ state: 'consent' }, { state: 'over' }),
  fc.record({ state: fc.constant('later' as const), waitSeconds: fc.nat(4000) }),
  fc.constantFrom<Answer>({ state: 'no-line' }, { state: 'signed-out' }, { state: 'not-mine' }),
);
const fresh = (key: string, at = 1, who = 'me'): Waiting =>
  newWaiting({ key, who, way: 'samen' }, { firstName: 'Sam', start: 'one' }, at);
/** What may happen to one: answers, and times chosen anew. */
const story = fc.array(fc.oneof(anyAnswer, fc.constant('choose' as const)), { maxLength: 8 });
const live = (events: readonly (Answer | 'choose')[], item = fresh('key')) =>
  events.reduce<Waiting>(
    (now, event) => (event === 'choose' ? chooseAgain(now, 'other') : settle(now, event, 100)),
    item,
  );

test('what was sent stays sent, and keeps nothing of what was typed but the name', () => {
  fc.assert(
    fc.property(story, story, (before, after) => {
      const item = live(before);
      const sent = settle({ ...item, state: 'waiting' }, { state: 'sent', id: 'made' }, 100);
      assert.deepEqual(live(after, sent), sent);
      assert.deepEqual([sent.values, sent.near, sent.firstName], [{}, [], 'Sam']);
      assert.equal(toSend([sent], 'me', 1e9).length, 0);
    }),
  );
});

test('until it was sent nothing that was typed is lost, whatever is answered', () => {
  fc.assert(
    fc.property(story, (events) => {
      const item = live(events);
      if (item.state === 'sent') return;
      assert.equal(item.values.firstName, 'Sam');
      assert.ok(item.values.start === 'one' || (item.values.start === 'other' && item.round > 0));
      assert.equal(item.key, 'key');
    }),
  );
});

test('only what waits is sent: once, by who made it, oldest first', () => {
  const items = fc.uniqueArray(
    fc.record({ key: fc.uuid(), at: fc.nat(50), who: fc.constantFrom('me', 'other'), events: story }),
    { selector: ({ key }) => key, maxLength: 6 },
  );
  fc.assert(
    fc.property(items, (all) => {
      const kept = all.map(({ key, at, who, events }) => live(events, fresh(key, at, who)));
      const going = toSend(kept, 'me', 1e9);
      assert.ok(going.every(({ who, state }) => who === 'me' && state === 'waiting'));
      assert.equal(going.length, kept.filter(({ who, state }) => who === 'me' && state === 'waiting').length);
      assert.deepEqual(
        going.map(({ at }) => at),
        going.map(({ at }) => at).toSorted((one, other) => one - other),
      );
      const after = going.map((item) => settle(item, { state: 'sent', id: 'x' }, 100));
      assert.deepEqual(toSend(after, 'me', 1e9), []);
    }),
  );
});

test('what is refused for now comes again no sooner than the answer said, each time later, and holds up no other', () => {
  fc.assert(
    fc.property(fc.nat(7200), fc.integer({ min: 1, max: 40 }), (waitSeconds, times) => {
      let item = fresh('key');
      let now = 1000;
      for (let time = 0; time < times; time++) {
        const next = settle(item, { state: 'later', waitSeconds }, now);
        const wait = next.after - now;
        assert.ok(wait >= waitSeconds * 1000 && wait >= Math.min(900_000, 20_000 * 2 ** time), String(wait));
        assert.deepEqual(toSend([next, fresh('other', 2)], 'me', next.after - 1), [fresh('other', 2)]);
        assert.equal(toSend([next], 'me', next.after).length, 1);
        [item, now] = [next, next.after];
      }
    }),
  );
  assert.deepEqual(readAnswer({ state: 'later', waitSeconds: 30 }), { state: 'later', waitSeconds: 30 });
});

test('of what two tabs know of one the further stands, in whatever order they come', () => {
  fc.assert(
    fc.property(story, story, story, (one, other, third) => {
      const [a, b, c] = [live(one), live(other), live(third)];
      assert.deepEqual(merge(a, a), a);
      assert.deepEqual(merge(a, b), merge(b, a));
      assert.deepEqual(merge(merge(a, b), c), merge(a, merge(b, c)));
      if (a.state === 'sent') assert.equal(merge(a, b).state, 'sent');
      // What follows from one never goes back behind it.
      const later = live(other, a);
      if (later.round > a.round || (later.round === a.round && a.state === 'waiting'))
        assert.deepEqual(merge(a, later), later);
    }),
  );
});

test('what a browser kept is read again, and anything else is as if nothing was kept', () => {
  fc.assert(
    fc.property(story, texts, (events, values) => {
      const item = live(events, { ...fresh('key'), values });
      assert.deepEqual(
        JSON.parse(JSON.stringify(readWaiting(JSON.stringify(item)))),
        JSON.parse(JSON.stringify(item)),
      );
    }),
  );
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      assert.doesNotThrow(() => [readWaiting(text), readKept(text), readKnown(text)]);
    }),
  );
  assert.equal(readWaiting(JSON.stringify({ ...fresh('key'), state: 'flying' })), null);
  assert.equal(readAnswer({ state: 'sent' }), null);
  assert.equal(readAnswer(null), null);
});

test('of drafts the one that was typed last is given back', () => {
  const draft = (at: number) => ({ values: {}, reached: 'who', at, sent: null });
  assert.equal(newestOf([null, draft(1), draft(3), draft(2)])?.at, 3);
  assert.equal(newestOf([null]), null);
});

test('of known times those to come are shown, by telephone only for who has a number, with their age', () => {
  const time = (value: string, start: number) => ({ value, start, day: 'ma', where: 'x', time: '10:00' });
  const said = {
    who: 'me',
    readAt: 0,
    consent: { nl: { text: 'ja', version: '1' }, en: { text: 'yes', version: '2' } },
    times: {
      school: [time('a op-locatie/x', 10), time('b telefoon', 20), time('c video', 5), { start: 'x' }],
    },
  };
  const known = readKnown(said);
  assert.ok(known);
  const values = (hasPhone: boolean) =>
    timesOf(known, { topic: 'school', hasPhone, now: 5 }).map(({ value }) => value);
  assert.deepEqual(values(true), ['a op-locatie/x', 'b telefoon']);
  assert.deepEqual(values(false), ['a op-locatie/x']);
  assert.deepEqual(timesOf(known, { topic: 'other', hasPhone: true, now: 5 }), []);
  assert.equal(readKnown({ ...said, consent: { nl: said.consent.nl } }), null);
  assert.deepEqual(ageOf(0, 59 * 60_000), { unit: 'minutes', count: 59 });
  assert.deepEqual(ageOf(0, 60 * 60_000), { unit: 'hours', count: 1 });
  assert.deepEqual(ageOf(0, 49 * 3_600_000), { unit: 'days', count: 2 });
  assert.deepEqual(ageOf(10, 0), { unit: 'minutes', count: 0 });
});

test('a screen without a line asks for what the server would ask for', () => {
  const who = { firstName: 'Sam', phone: '06', ageGroup: '18-22', residence: 'here' };
  assert.deepEqual(missingOn('who', {}), ['firstName', 'phone', 'ageGroup', 'residence']);
  assert.deepEqual(missingOn('who', who), []);
  assert.deepEqual(missingOn('who', { ...who, phone: '', email: 'a@b.nl' }), []);
  assert.deepEqual(missingOn('who', { ...who, ageGroup: '27-plus' }), ['elsewhere-age']);
  assert.deepEqual(missingOn('who', { ...who, residence: 'elsewhere' }), ['elsewhere-residence']);
  assert.deepEqual(missingOn('what', { topic: 'school', isUrgent: 'yes' }), ['urgent']);
  assert.deepEqual(missingOn('needs', { needsInterpreter: 'yes' }), ['interpreter']);
  assert.deepEqual(missingOn('consent', {}), ['consent']);
  assert.deepEqual(missingOn('when', {}), ['start']);
});
