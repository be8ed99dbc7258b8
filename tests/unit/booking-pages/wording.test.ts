import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { wording } from '#ui/wording.ts';

const say = wording('nl');

describe('dates and times in words', () => {
  it('are on the clock of Amsterdam in winter and in summer', () => {
    const winter = Date.parse('2026-11-24T08:15:00Z');
    assert.equal(say.day(winter), 'dinsdag 24 november');
    assert.equal(say.date(winter), 'dinsdag 24 november 2026');
    assert.equal(say.time(winter), '09:15');
    assert.equal(say.time(Date.parse('2026-07-01T22:30:00Z')), '00:30');
    assert.equal(say.day(Date.parse('2026-07-01T22:30:00Z')), 'donderdag 2 juli');
  });

  it('name a week once by its month and twice where it changes', () => {
    assert.equal(say.week('2026-11-23'), '23 tot en met 29 november');
    assert.equal(say.week('2026-11-30'), '30 november tot en met 6 december');
  });

  it('are right on the days on which the clock moves', () => {
    assert.equal(say.dayOfDate('2026-10-25'), 'zondag 25 oktober');
    assert.equal(say.dayOfDate('2027-03-28'), 'zondag 28 maart');
    assert.equal(`${say.shortWeekday('2027-03-28')} ${say.dayNumber('2027-03-28')}`, 'zo 28');
  });

  it('are in English on the clock of 24 hours, each in the same form', () => {
    const english = wording('en');
    const evening = Date.parse('2026-11-24T18:15:00Z');
    assert.equal(english.day(evening), 'Tuesday 24 November');
    assert.equal(english.date(evening), 'Tuesday 24 November 2026');
    assert.equal(english.time(evening), '19:15');
    assert.equal(english.time(Date.parse('2026-11-24T23:05:00Z')), '00:05');
    assert.equal(english.week('2026-11-23'), '23 to 29 November');
    assert.equal(english.week('2026-11-30'), '30 November to 6 December');
    assert.equal(english.shortWeekday('2026-11-24'), 'Tue');
  });
});
