import assert from 'node:assert/strict';
import { test } from 'node:test';
import { leeftijdsgrenzen } from '#server/startkwalificatie/grenzen.ts';
import { judge } from '#server/startkwalificatie/rules.ts';
import { type Antwoorden, standaardAntwoorden } from '#server/startkwalificatie/words.ts';

const op = (geboortedatum: string, peildatum: string, rest: Partial<Antwoorden> = {}) =>
  judge({ ...standaardAntwoorden, geboortedatum, ...rest }, peildatum);
const plichten = (geboortedatum: string, dagen: string[], rest: Partial<Antwoorden> = {}) =>
  dagen.map((dag) => op(geboortedatum, dag, rest).plicht);

test('leerplicht begins on the first of the month after the fifth birthday', () => {
  assert.deepEqual(
    plichten('2021-11-21', ['2026-11-20', '2026-11-21', '2026-11-22', '2026-11-30', '2026-12-01']),
    ['nog-niet', 'nog-niet', 'nog-niet', 'nog-niet', 'leerplichtig'],
  );
  assert.deepEqual(plichten('2021-11-01', ['2026-11-01', '2026-11-30', '2026-12-01']), [
    'nog-niet',
    'nog-niet',
    'leerplichtig',
  ]);
  assert.deepEqual(plichten('2021-12-31', ['2026-12-31', '2027-01-01']), ['nog-niet', 'leerplichtig']);
});

test('leerplicht ends with the school year of the sixteenth birthday', () => {
  assert.deepEqual(plichten('2010-07-31', ['2026-07-30', '2026-07-31', '2026-08-01', '2026-08-02']), [
    'leerplichtig',
    'leerplichtig',
    'kwalificatieplichtig',
    'kwalificatieplichtig',
  ]);
  assert.deepEqual(
    plichten('2010-08-01', ['2026-07-31', '2026-08-01', '2026-08-02', '2027-07-31', '2027-08-01']),
    ['leerplichtig', 'leerplichtig', 'leerplichtig', 'leerplichtig', 'kwalificatieplichtig'],
  );
});

test('kwalificatieplicht is over on the eighteenth birthday itself', () => {
  assert.deepEqual(plichten('2008-11-21', ['2026-11-20', '2026-11-21', '2026-11-22']), [
    'kwalificatieplichtig',
    'geen',
    'geen',
  ]);
});

test('a birthday on 29 February falls on 1 March in other years', () => {
  assert.deepEqual(plichten('2008-02-29', ['2026-02-28', '2026-03-01']), ['kwalificatieplichtig', 'geen']);
  // The fifth falls in March then, so leerplicht begins a month later than for who was born the day before.
  assert.deepEqual(plichten('2020-02-29', ['2025-03-01', '2025-03-31', '2025-04-01']), [
    'nog-niet',
    'nog-niet',
    'leerplichtig',
  ]);
  assert.deepEqual(plichten('2020-02-28', ['2025-02-28', '2025-03-01']), ['nog-niet', 'leerplichtig']);
  const routes = (dagen: string[]) => dagen.map((dag) => op('2000-02-29', dag).route);
  assert.deepEqual(routes(['2027-02-28', '2027-03-01']), ['casemanager', '27-plus']);
  const leap = ['2028-02-28', '2028-02-29'].map((dag) => op('2016-02-29', dag).vsv);
  assert.deepEqual(leap, [false, true]);
});

test('articles 3a and 3b hold from the fourteenth birthday', () => {
  for (const vrijstelling of ['artikel-3a', 'artikel-3b'] as const)
    assert.deepEqual(plichten('2012-11-21', ['2026-11-20', '2026-11-21', '2026-11-22'], { vrijstelling }), [
      'leerplichtig',
      'vervangend',
      'vervangend',
    ]);
});

test('vsv is from the twelfth birthday up to the end of the band of that date', () => {
  const vsv = (geboortedatum: string, dagen: string[]) => dagen.map((dag) => op(geboortedatum, dag).vsv);
  assert.deepEqual(vsv('2014-11-21', ['2026-11-20', '2026-11-21', '2026-11-22']), [false, true, true]);
  assert.deepEqual(vsv('2002-06-15', ['2025-06-14', '2025-06-15', '2025-06-16']), [true, false, false]);
  assert.deepEqual(vsv('2003-11-21', ['2026-11-20', '2026-11-21', '2026-11-22']), [true, true, true]);
  assert.deepEqual(vsv('1999-11-21', ['2026-11-20', '2026-11-21', '2026-11-22']), [true, false, false]);
  assert.deepEqual(vsv('2002-06-15', ['2025-12-31', '2026-01-01']), [false, true]);
});

test('on the twenty-seventh birthday the portal is over, before and after 2026', () => {
  for (const [born, days] of [
    ['1999-11-21', ['2026-11-20', '2026-11-21', '2026-11-22']],
    ['1998-05-10', ['2025-05-09', '2025-05-10', '2025-05-11']],
  ] as const)
    assert.deepEqual(
      days.map((day) => op(born, day).route),
      ['casemanager', '27-plus', '27-plus'],
    );
});

test('age limits that a gemeente sets hold from their date on', () => {
  const [eerst] = leeftijdsgrenzen;
  assert.ok(eerst);
  const later = { ...eerst, vanaf: '2027-01-01', kwalificatieplichtTot: 19, portaalTot: 30 };
  const answers = { ...standaardAntwoorden, geboortedatum: '2008-06-01' };
  const plichtOp = (peil: string) => judge(answers, peil, [eerst, later]).plicht;
  assert.deepEqual(['2026-12-31', '2027-01-01', '2027-06-01'].map(plichtOp), [
    'geen',
    'kwalificatieplichtig',
    'geen',
  ]);
  assert.equal(plichtOp('1999-01-01'), 'nog-niet', 'before the first the first holds');
});
