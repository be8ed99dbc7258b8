import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { leeftijdsgrenzen } from '#server/startkwalificatie/grenzen.ts';
import { diplomas } from '#server/startkwalificatie/words.ts';
import { diplomaOrder } from '../../../src/check/answers.ts';
import { type Step, stepAfter } from '../../../src/check/step.ts';

const peildatum = '2026-11-21';
const after = (values: Record<string, unknown>) => stepAfter(values, peildatum, leeftijdsgrenzen);

/** As a person would: answers what is asked, with "geen", "ja" and "regulier" where the case says nothing. */
function walk(answers: Record<string, string>): { asked: string[]; step: Step } {
  const usual: Record<string, string> = { woontInRegio: 'ja', diploma: 'geen', inschrijving: 'geen' };
  const rest: Record<string, string> = { dreigtUitval: 'nee', gevolgd: 'regulier', vrijstelling: 'geen' };
  const all: Record<string, string> = { ...usual, ...rest, zoekt: 'opleiding', ...answers };
  const asked: string[] = [];
  let step = after({});
  let most = Number.POSITIVE_INFINITY;
  while (step.kind === 'question') {
    assert.ok(step.number + step.most <= most, 'the end never moves away');
    most = step.number + step.most;
    asked.push(step.question);
    assert.ok(asked.length < 10, `no end: ${asked}`);
    step = after({ ...step.given, question: step.question, [step.question]: all[step.question] });
    assert.ok(step.kind === 'result' || step.error === null, `wrong answer to ${asked.at(-1)}`);
  }
  return { asked, step };
}

/** The cases of the rules that the questions can ask, as people type the dates. */
const cases: [born: string, answers: Record<string, string>, outcome: string][] = [
  ['31-10-2021', {}, 'nee leerplichtig leerplichtambtenaar'],
  ['10-3-2011', { inschrijving: 'vo' }, 'nee leerplichtig geen-actie'],
  ['10/03/11', { inschrijving: 'vo', dreigtUitval: 'ja' }, 'nee leerplichtig leerplichtambtenaar'],
  ['2010-07-31', { diploma: 'vmbo' }, 'nee kwalificatieplichtig leerplichtambtenaar'],
  ['1-2-2009', { diploma: 'vmbo' }, 'nee kwalificatieplichtig leerplichtambtenaar'],
  ['1-2-2009', { inschrijving: 'mbo' }, 'nee kwalificatieplichtig geen-actie'],
  ['1-2-2009', { inschrijving: 'mbo', dreigtUitval: 'ja' }, 'nee kwalificatieplichtig school'],
  ['1-2-2009', { diploma: 'praktijkonderwijs' }, 'nee vrijgesteld casemanager'],
  ['1-2-2009', { gevolgd: 'vso-arbeidsmarkt' }, 'nee vrijgesteld casemanager'],
  ['1-2-2009', { gevolgd: 'vso-vervolgonderwijs' }, 'nee kwalificatieplichtig leerplichtambtenaar'],
  ['1-2-2009', { vrijstelling: 'artikel-5' }, 'nee vrijgesteld leerplichtambtenaar'],
  ['1-2-2009', { diploma: 'mbo-2' }, 'ja geen casemanager'],
  ['21-11-2008', { diploma: 'vmbo' }, 'nee geen casemanager'],
  ['15-1-2007', { inschrijving: 'mbo', dreigtUitval: 'ja' }, 'nee geen casemanager'],
  ['15/01/07', { inschrijving: 'mbo' }, 'nee geen geen-actie'],
  ['2007-01-15', { diploma: 'havo', zoekt: 'werk-of-inkomen' }, 'ja geen jongerenloket'],
  ['21-11-2003', { diploma: 'mbo-1' }, 'nee geen casemanager'],
  ['22-11-1999', {}, 'nee geen casemanager'],
  ['21-11-1999', {}, 'nee geen 27-plus'],
  ['1-6-2001', { diploma: 'buitenlands' }, 'beoordelen geen casemanager'],
  ['1-6-2001', { diploma: 'certificaten' }, 'nee geen casemanager'],
  ['15-1-2007', { woontInRegio: 'nee' }, 'nee geen andere-gemeente'],
];

describe('every case of the rules, through the questions', () => {
  for (const [born, answers, outcome] of cases) {
    test(`born ${born}, ${JSON.stringify(answers)}`, () => {
      const { asked, step } = walk({ geboortedatum: born, ...answers });
      assert.ok(step.kind === 'result');
      const { startkwalificatie, plicht, route } = step.result.uitkomst;
      assert.equal(`${startkwalificatie} ${plicht} ${route}`, outcome);
      assert.ok(asked.length <= 7, `${asked.length} questions`);
    });
  }

  test('"weet ik niet" leads on, always', () => {
    const unsure = { woontInRegio: 'weet-niet', diploma: 'weet-niet', inschrijving: 'weet-niet' };
    for (const born of ['10-3-2011', '1-2-2009', '15-1-2007', '1-1-1990']) {
      const more = { gevolgd: 'weet-niet', vrijstelling: 'weet-niet' };
      assert.equal(walk({ geboortedatum: born, ...unsure, ...more }).step.kind, 'result');
    }
  });
});

describe('a form that is not as it should be', () => {
  const asks = (values: Record<string, unknown>) => {
    const step = after(values);
    return step.kind === 'result' ? 'result' : `${step.question} ${step.error ?? 'fine'}`;
  };

  test('dates that are none', () => {
    for (const [typed, error] of [
      ['', 'birthdate-missing'],
      ['morgen', 'birthdate-not-a-date'],
      ['30-2-2007', 'birthdate-not-a-date'],
      ['1-1-2027', 'birthdate-future'],
      ['31-12-1899', 'birthdate-too-old'],
    ]) {
      const step = after({ question: 'geboortedatum', geboortedatum: typed });
      assert.ok(step.kind === 'question');
      assert.deepEqual([step.question, step.error, step.value], ['geboortedatum', error, typed]);
    }
  });

  test('what is missing is asked for, what is wrong is said', () => {
    const born = { geboortedatum: '15-1-2007' };
    assert.equal(asks({}), 'geboortedatum fine');
    assert.equal(asks({ question: 'zoekt', zoekt: 'opleiding' }), 'geboortedatum fine');
    assert.equal(asks({ ...born, question: 'diploma', diploma: 'havo' }), 'woontInRegio fine');
    assert.equal(asks({ ...born, question: 'woontInRegio' }), 'woontInRegio required');
    assert.equal(asks({ ...born, question: 'woontInRegio', woontInRegio: 'maan' }), 'woontInRegio required');
    assert.equal(
      asks({ ...born, woontInRegio: 'ja', question: 'inschrijving', diploma: '?' }),
      'diploma required',
    );
  });

  test('back leads one question back, with what was answered there', () => {
    const filled = { geboortedatum: '2007-01-15', woontInRegio: 'ja', diploma: 'havo' };
    const back = (values: Record<string, string>) => {
      const step = after({ ...values, direction: 'back' });
      return step.kind === 'result' ? 'result' : `${step.question} ${step.value} ${Object.keys(step.given)}`;
    };
    assert.equal(back({ ...filled, question: 'inschrijving' }), 'diploma havo geboortedatum,woontInRegio');
    assert.equal(back({ ...filled, question: 'diploma' }), 'woontInRegio ja geboortedatum');
    assert.equal(back({ ...filled, question: 'woontInRegio' }), 'geboortedatum 15-1-2007 ');
    assert.equal(back({ question: 'geboortedatum' }), 'geboortedatum  ');
    const done = { ...filled, inschrijving: 'geen', zoekt: 'opleiding' };
    assert.match(back({ ...done, question: '' }), /^zoekt opleiding/);
  });
});

test('every diploma is offered, the one that helps most first', () => {
  assert.deepEqual([...diplomaOrder].sort(), [...diplomas, 'weet-niet'].sort());
  for (const [more, less] of [
    ['mbo-2', 'buitenlands'],
    ['praktijkonderwijs', 'mbo-1'],
  ] as const)
    assert.ok(diplomaOrder.indexOf(more) < diplomaOrder.indexOf(less));
});
