import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sayer } from '#ui/sayer.ts';
import { sayAway, sayWhen, sayWho } from '../../../src/chat/sayAvailability.ts';
import { sayQueuePlace } from '../../../src/chat/sayQueuePlace.ts';
import { texts as nl } from '../../../src/chat/texts.nl.ts';

const say = sayer(nl);
const at = (iso: string) => Date.parse(iso);

describe('the place in the queue, in words', () => {
  test('says how many are before you and how long it takes, or that nobody knows', () => {
    assert.equal(
      sayQueuePlace(say, { ahead: 2, minutes: 6 }),
      'Er zijn 2 mensen voor je. Dat duurt ongeveer 6 minuten.',
    );
    assert.equal(
      sayQueuePlace(say, { ahead: 1, minutes: 1 }),
      'Er is 1 iemand voor je. Dat duurt ongeveer 1 minuut.',
    );
    assert.equal(
      sayQueuePlace(say, { ahead: 0, minutes: 0 }),
      'Je bent als eerste aan de beurt. Dat duurt ongeveer 1 minuut.',
    );
    assert.equal(
      sayQueuePlace(say, { ahead: 3, minutes: null }),
      'Er zijn 3 mensen voor je. We weten nog niet hoelang het duurt.',
    );
  });

  test('names at most three who are there', () => {
    assert.equal(sayWho('nl', ['Samira']), 'Samira is er nu.');
    assert.equal(sayWho('nl', ['Samira', 'Daan']), 'Samira en Daan zijn er nu.');
    assert.equal(sayWho('nl', ['Samira', 'Daan', 'Noor', 'Sem']), 'Samira, Daan en Noor zijn er nu.');
    assert.equal(sayWho('en', ['Samira', 'Daan']), 'Samira and Daan are here now.');
  });
});

describe('when the chat opens', () => {
  const now = at('2026-11-24T17:30:00+01:00');

  test('is said as today, as tomorrow, or by its day, on the clock of the gemeente', () => {
    assert.equal(sayWhen('nl', at('2026-11-24T19:00:00+01:00'), now), 'vandaag om 19:00 uur');
    assert.equal(sayWhen('nl', at('2026-11-25T00:00:00+01:00'), now), 'morgen om 00:00 uur');
    assert.equal(sayWhen('nl', at('2026-11-26T09:00:00+01:00'), now), 'donderdag 26 november om 09:00 uur');
    assert.equal(sayWhen('en', at('2026-11-26T09:00:00+01:00'), now), 'on Thursday 26 November at 09:00');
  });

  test('differs for closed hours, for nobody there, and when nobody knows', () => {
    const opensAt = at('2026-11-25T09:00:00+01:00');
    assert.equal(
      sayAway('nl', { state: 'closed', opensAt }, now),
      'De chat is nu dicht. De chat gaat morgen om 09:00 uur open.',
    );
    assert.equal(
      sayAway('nl', { state: 'nobody', opensAt }, now),
      'Er is nu niemand in de chat. Kijk later nog eens, of kom morgen om 09:00 uur terug.',
    );
    assert.equal(sayAway('nl', { state: 'closed', opensAt: null }, now), 'De chat is nu dicht.');
  });
});
