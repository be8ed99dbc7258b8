import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { counting } from '../../../src/inbox/durations.ts';
import { mobileWords } from '../../../src/inbox/mobileWords.ts';
import { fillIn } from '../../../src/inbox/placeholders.ts';
import { matching, putIn, slashAt } from '../../../src/inbox/slash.ts';

describe('a canned reply', () => {
  const values = {
    naam: 'Noa',
    mijnnaam: 'Daan',
    gemeente: 'Den Haag',
    telefoon: '14070',
    afspraaklink: 'https://x.nl',
  };

  test('is filled in with what is known', () => {
    const body = 'Hoi {naam}, ik ben {mijnnaam} van {gemeente}. Bel {telefoon} of kijk op {afspraaklink}.';
    assert.equal(
      fillIn(body, values),
      'Hoi Noa, ik ben Daan van Den Haag. Bel 14070 of kijk op https://x.nl.',
    );
  });

  test('leaves no hole for who gave no name', () => {
    const nameless = { ...values, naam: '' };
    assert.equal(fillIn('Hoi {naam}, welkom!', nameless), 'Hoi, welkom!');
    assert.equal(fillIn('{naam} hoi', nameless), ' hoi');
  });

  test('shows what it does not know as it was written, and takes a name for no pattern', () => {
    assert.equal(fillIn('{Naam} {postcode} {}', values), '{Naam} {postcode} {}');
    assert.equal(fillIn('Hoi {naam}', { ...values, naam: '{mijnnaam} $&' }), 'Hoi {mijnnaam} $&');
  });
});

describe('a slash in the field', () => {
  const replies = [
    { shortcut: 'afspraak', body: 'Je kunt een afspraak maken.' },
    { shortcut: 'welkom', body: 'Hoi! Fijn dat je er bent.' },
    { shortcut: 'terug', body: 'Welkom terug.' },
  ];
  const shortcuts = (query: string) => matching(replies, query).map(({ shortcut }) => shortcut);

  test('counts at the begin of a word only, with nothing but a shortcut after it', () => {
    assert.deepEqual(slashAt('/', 1), { from: 0, query: '' });
    assert.deepEqual(slashAt('Dag!\n/Wel-2', 11), { from: 5, query: 'wel-2' });
    assert.deepEqual(slashAt('eerst /af later', 9), { from: 6, query: 'af' });
    for (const text of ['en/of', 'https://x', '/wel ', 'a', ''])
      assert.equal(slashAt(text, text.length), null, text);
  });

  test('brings replies whose shortcut begins with it before those that hold it anywhere', () => {
    assert.deepEqual(shortcuts(''), ['afspraak', 'welkom', 'terug']);
    assert.deepEqual(shortcuts('wel'), ['welkom', 'terug']);
    assert.deepEqual(shortcuts('niets'), []);
  });

  test('and what was typed after it make room for the reply, and the rest stays', () => {
    const text = 'eerst /af later';
    const slash = slashAt(text, 9);
    assert.ok(slash);
    assert.deepEqual(putIn(text, slash, 'Kies een tijd.'), { text: 'eerst Kies een tijd. later', caret: 20 });
  });
});

test('a wait counts on, and a clock that is behind makes it no less than nothing', () => {
  const said = [-5_000, 0, 34_900, 605_000, 3_730_000].map(counting);
  assert.deepEqual(said, ['0:00', '0:00', '0:34', '10:05', '1:02:10']);
});

test('a Dutch mobile number is read as people write it', () => {
  assert.equal(mobileWords('+31612345678'), '06 12345678');
  for (const other of ['+31703535454', '+447911123456', '+316123456789'])
    assert.equal(mobileWords(other), other);
});
