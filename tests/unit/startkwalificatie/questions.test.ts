import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  type Choice,
  type ChoiceAnswers,
  type ChoiceQuestion,
  choices,
  type Given,
  withChoice,
} from '#server/startkwalificatie/choices.ts';
import { leeftijdsgrenzen } from '#server/startkwalificatie/grenzen.ts';
import { choicesAt, mostQuestions, pathOf, questionOrder } from '#server/startkwalificatie/questions.ts';
import { resultOf } from '#server/startkwalificatie/result.ts';
import { judge } from '#server/startkwalificatie/rules.ts';
import { standaardAntwoorden } from '#server/startkwalificatie/words.ts';
import { datums } from '../../support/startkwalificatieAnswers.ts';

const peildatum = '2026-11-21';
const everything: fc.Arbitrary<Required<Omit<Given, 'geboortedatum'>>> = fc.record({
  woontInRegio: fc.constantFrom(...choices.woontInRegio),
  diploma: fc.constantFrom(...choices.diploma),
  inschrijving: fc.constantFrom(...choices.inschrijving),
  dreigtUitval: fc.constantFrom(...choices.dreigtUitval),
  gevolgd: fc.constantFrom(...choices.gevolgd),
  vrijstelling: fc.constantFrom(...choices.vrijstelling),
  zoekt: fc.constantFrom(...choices.zoekt),
});
const filledIn = fc.record({ given: everything, when: datums });

/** Choices as the rules take them, one question after the other. */
const answersOf = (given: Given): ChoiceAnswers =>
  questionOrder.reduce((answers: ChoiceAnswers, vraag) => {
    const keuze = given[vraag];
    return keuze === undefined ? answers : withChoice(answers, vraag, keuze);
  }, standaardAntwoorden);

/** What the result page shows, by the rules alone. */
function shown(answers: ChoiceAnswers, geboortedatum: string, peil: string): string {
  const { startkwalificatie, plicht, route, vsv } = judge({ geboortedatum, ...answers }, peil);
  const away = route === '27-plus' || route === 'andere-gemeente';
  return JSON.stringify(away ? [startkwalificatie, route] : [startkwalificatie, route, plicht, vsv]);
}

const isTwelve = (born: string, peil: string) =>
  Temporal.PlainDate.from(born).until(peil, { largestUnit: 'years' }).years >= 12;

/** Fills in one question after the other, as somebody at the check does. */
function walk(given: Given, geboortedatum: string, peil: string) {
  const filled: Given = { geboortedatum };
  const steps = [pathOf(filled, peil, leeftijdsgrenzen)];
  for (let step = steps[0]; step?.next; step = steps.at(-1)) {
    const vraag = step.next;
    if (vraag === 'geboortedatum') throw new Error('expected the date to be known');
    Object.assign(filled, { [vraag]: given[vraag] });
    steps.push(pathOf(filled, peil, leeftijdsgrenzen));
  }
  return { filled, steps };
}

test('a question that is skipped can never matter, and what was answered there is left alone', () => {
  fc.assert(
    fc.property(filledIn, ({ given, when: { geboortedatum, peildatum: peil } }) => {
      const { filled, steps } = walk(given, geboortedatum, peil);
      const end = pathOf({ ...given, geboortedatum }, peil, leeftijdsgrenzen);
      assert.deepEqual(end, steps.at(-1), 'answers to skipped questions are left alone');
      const { answers } = end;
      assert.ok(answers);
      const said = shown(answers, geboortedatum, peil);
      for (const vraag of questionOrder) {
        if (vraag in filled || (vraag === 'diploma' && !isTwelve(geboortedatum, peil))) continue;
        for (const keuze of choices[vraag])
          assert.equal(shown(withChoice(answers, vraag, keuze), geboortedatum, peil), said, vraag);
      }
      const young = isTwelve(geboortedatum, peil) ? {} : { diploma: 'geen' as const };
      assert.equal(
        shown({ ...answersOf(given), ...young }, geboortedatum, peil),
        said,
        'all of them at once',
      );
    }),
    { numRuns: 250 },
  );
});

/** Every way to fill in the questions from a place in the order on. */
function* completions(place: number, answers: ChoiceAnswers): Generator<ChoiceAnswers> {
  const vraag = questionOrder[place];
  if (vraag === undefined) yield answers;
  else for (const keuze of choices[vraag]) yield* completions(place + 1, withChoice(answers, vraag, keuze));
}

test('a question that is asked can matter: some answers to the later ones make a difference', () => {
  fc.assert(
    fc.property(filledIn, ({ given, when: { geboortedatum, peildatum: peil } }) => {
      for (const { next, answers } of walk(given, geboortedatum, peil).steps) {
        if (next === null || next === 'geboortedatum' || answers === null) continue;
        const place = questionOrder.indexOf(next);
        const outcomesOf = (later: ChoiceAnswers) =>
          choices[next].map((keuze: Choice) => shown(withChoice(later, next, keuze), geboortedatum, peil));
        let matters = false;
        for (const later of completions(place + 1, answers)) {
          matters = new Set(outcomesOf(later)).size > 1;
          if (matters) break;
        }
        assert.ok(matters, `${next} was asked for nothing`);
      }
    }),
    { numRuns: 100 },
  );
});

test('what is still to come gets less with every answer, and no way is longer than was said', () => {
  fc.assert(
    fc.property(filledIn, ({ given, when: { geboortedatum, peildatum: peil } }) => {
      const { steps } = walk(given, geboortedatum, peil);
      const totals = steps.map(({ asked, mostToCome }) => asked.length + mostToCome);
      assert.deepEqual(
        totals,
        totals.toSorted((a, b) => b - a),
      );
      assert.ok((totals[0] ?? 0) <= mostQuestions);
      const last = steps.at(-1);
      assert.deepEqual(last?.asked, [
        'geboortedatum',
        ...questionOrder.filter((vraag) => last?.asked.includes(vraag)),
      ]);
      assert.equal(last?.mostToCome, 0);
    }),
    { numRuns: 200 },
  );
});

/** Answers so that as much as was said is still to come; fails where the estimate promises too much. */
function longestWay(geboortedatum: string, given: Given = {}): number {
  const { next, asked, mostToCome } = pathOf({ geboortedatum, ...given }, peildatum, leeftijdsgrenzen);
  if (next === null || next === 'geboortedatum') return asked.length;
  for (const keuze of choices[next]) {
    const answered = { ...given, [next]: keuze };
    if (pathOf({ geboortedatum, ...answered }, peildatum, leeftijdsgrenzen).mostToCome === mostToCome - 1)
      return longestWay(geboortedatum, answered);
  }
  throw new Error(`expected an answer to ${next} after which ${mostToCome - 1} can come`);
}

test('the estimate is exact, and as short as it can be for each age', () => {
  const longest = {
    '2024-01-01': 2,
    '2018-01-01': 5,
    '2013-01-01': 6,
    '2011-03-10': 6,
    '2009-02-01': 7,
    '2007-01-15': 5,
    '1999-01-01': 2,
  };
  for (const [born, count] of Object.entries(longest)) {
    assert.equal(longestWay(born), count, born);
    assert.equal(pathOf({ geboortedatum: born }, peildatum, leeftijdsgrenzen).mostToCome, count - 1, born);
  }
  assert.equal(Math.max(...Object.values(longest)), mostQuestions);
});

const askedOf = (given: Given) => pathOf(given, peildatum, leeftijdsgrenzen).asked.slice(1);

test('who is 27, lives elsewhere or is adult is asked little', () => {
  assert.deepEqual(askedOf({ geboortedatum: '1999-11-21', diploma: 'vmbo' }), ['diploma']);
  assert.deepEqual(askedOf({ geboortedatum: '2007-01-15', woontInRegio: 'nee', diploma: 'vmbo' }), [
    'woontInRegio',
    'diploma',
  ]);
  const adult: Given = { geboortedatum: '2007-01-15', woontInRegio: 'ja' };
  const rest: Given = {
    gevolgd: 'regulier',
    vrijstelling: 'geen',
    zoekt: 'opleiding',
    dreigtUitval: 'nee',
  };
  assert.deepEqual(askedOf({ ...adult, ...rest, diploma: 'havo', inschrijving: 'geen' }).slice(1), [
    'diploma',
    'inschrijving',
    'zoekt',
  ]);
  assert.deepEqual(askedOf({ ...adult, ...rest, diploma: 'vmbo', inschrijving: 'mbo' }).slice(1), [
    'diploma',
    'inschrijving',
    'dreigtUitval',
  ]);
});

test('who is too old for the portal is asked the diploma only, whatever age a gemeente sets for that', () => {
  const grenzen = leeftijdsgrenzen.map((one) => ({ ...one, portaalTot: 25 }));
  const { asked, next } = pathOf({ geboortedatum: '2001-01-01', diploma: 'vmbo' }, peildatum, grenzen);
  assert.deepEqual([asked, next], [['geboortedatum', 'diploma'], null]);
});

test('without a date that can be one, the date is asked; an unknown choice counts as none', () => {
  const dates = ['', '15-1-2007', '2026-02-30', '2026-11-22'].map((geboortedatum) => ({ geboortedatum }));
  for (const date of [{}, ...dates])
    assert.equal(pathOf({ ...date, woontInRegio: 'ja' }, peildatum, leeftijdsgrenzen).next, 'geboortedatum');
  const tampered: Given = JSON.parse(
    '{"geboortedatum":"2007-01-15","woontInRegio":"misschien","diploma":"havo"}',
  );
  assert.equal(pathOf(tampered, peildatum, leeftijdsgrenzen).next, 'woontInRegio');
});

test('of the vrijstellingen only those that can hold at this age are shown', () => {
  const options = (geboortedatum: string, diploma: Given['diploma'] = 'geen') =>
    choicesAt(
      'vrijstelling',
      { geboortedatum, diploma, woontInRegio: 'ja' },
      peildatum,
      leeftijdsgrenzen,
    ).join(' ');
  assert.equal(options('2018-01-01'), 'geen artikel-5 weet-niet');
  assert.equal(options('2011-03-10'), 'geen artikel-3a artikel-3b artikel-5 weet-niet');
  assert.equal(options('2009-02-01'), 'geen artikel-5 artikel-15 weet-niet');
  assert.deepEqual(
    choicesAt('diploma', { geboortedatum: '2009-02-01' }, peildatum, leeftijdsgrenzen),
    choices.diploma,
  );
});

test('"weet ik niet" leads on to a result, which says what was not known', () => {
  const unknown: Given = {
    geboortedatum: '2009-02-01',
    woontInRegio: 'weet-niet',
    diploma: 'weet-niet',
    inschrijving: 'weet-niet',
    gevolgd: 'weet-niet',
    vrijstelling: 'weet-niet',
  };
  const uitslag = resultOf(unknown, peildatum, leeftijdsgrenzen);
  assert.deepEqual(uitslag?.notKnown, ['woontInRegio', 'diploma', 'inschrijving', 'gevolgd', 'vrijstelling']);
  assert.equal(uitslag?.uitkomst.route, 'leerplichtambtenaar');
  const { vrijstelling: _, ...unfinished } = unknown;
  assert.equal(resultOf(unfinished, peildatum, leeftijdsgrenzen), null);
});

test('the result is that of the rules, and sure of the duty unless something was left out that decides it', () => {
  fc.assert(
    fc.property(filledIn, ({ given, when: { geboortedatum, peildatum: peil } }) => {
      const uitslag = resultOf({ ...given, geboortedatum }, peil, leeftijdsgrenzen);
      const { answers, asked } = pathOf({ ...given, geboortedatum }, peil, leeftijdsgrenzen);
      assert.ok(uitslag && answers);
      assert.deepEqual(uitslag.uitkomst, judge(answers, peil));
      const open = questionOrder.filter(
        (vraag: ChoiceQuestion) => vraag !== 'diploma' && !asked.includes(vraag),
      );
      const differs = judge({ ...answersOf(given), geboortedatum, diploma: answers.diploma }, peil);
      if (uitslag.isPlichtSure) assert.equal(differs.plicht, uitslag.uitkomst.plicht);
      else assert.ok(uitslag.uitkomst.route === 'andere-gemeente' && open.includes('vrijstelling'));
    }),
    { numRuns: 250 },
  );
});

test('of a child elsewhere the duty is not sure, of an adult or who has a startkwalificatie it is', () => {
  const sure = (geboortedatum: string, diploma: Choice<'diploma'>) =>
    resultOf({ geboortedatum, diploma, woontInRegio: 'nee' }, peildatum, leeftijdsgrenzen)?.isPlichtSure;
  assert.deepEqual(
    [
      sure('2009-02-01', 'vmbo'),
      sure('2009-02-01', 'praktijkonderwijs'),
      sure('2009-02-01', 'mbo-2'),
      sure('2007-01-15', 'vmbo'),
    ],
    [false, true, true, true],
  );
});
