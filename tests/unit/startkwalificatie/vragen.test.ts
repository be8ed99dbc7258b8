import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { leeftijdsgrenzen } from '#server/startkwalificatie/grenzen.ts';
import {
  type Gegeven,
  type Keuze,
  type Keuzeantwoorden,
  type Keuzevraag,
  keuzes,
  metKeuze,
} from '#server/startkwalificatie/keuzes.ts';
import { beoordeel } from '#server/startkwalificatie/rules.ts';
import { uitslagVan } from '#server/startkwalificatie/uitslag.ts';
import { keuzesBij, meesteVragen, padVan, volgorde } from '#server/startkwalificatie/vragen.ts';
import { standaardAntwoorden } from '#server/startkwalificatie/words.ts';
import { datums } from '../../support/startkwalificatieAnswers.ts';

const peildatum = '2026-11-21';
const everything: fc.Arbitrary<Required<Omit<Gegeven, 'geboortedatum'>>> = fc.record({
  woontInRegio: fc.constantFrom(...keuzes.woontInRegio),
  diploma: fc.constantFrom(...keuzes.diploma),
  inschrijving: fc.constantFrom(...keuzes.inschrijving),
  dreigtUitval: fc.constantFrom(...keuzes.dreigtUitval),
  gevolgd: fc.constantFrom(...keuzes.gevolgd),
  vrijstelling: fc.constantFrom(...keuzes.vrijstelling),
  zoekt: fc.constantFrom(...keuzes.zoekt),
});
const filledIn = fc.record({ given: everything, when: datums });

/** Choices as the rules take them, one question after the other. */
const answersOf = (given: Gegeven): Keuzeantwoorden =>
  volgorde.reduce((answers: Keuzeantwoorden, vraag) => {
    const keuze = given[vraag];
    return keuze === undefined ? answers : metKeuze(answers, vraag, keuze);
  }, standaardAntwoorden);

/** What the result page shows, by the rules alone. */
function shown(answers: Keuzeantwoorden, geboortedatum: string, peil: string): string {
  const { startkwalificatie, plicht, route, vsv } = beoordeel({ geboortedatum, ...answers }, peil);
  const away = route === '27-plus' || route === 'andere-gemeente';
  return JSON.stringify(away ? [startkwalificatie, route] : [startkwalificatie, route, plicht, vsv]);
}

const isTwelve = (born: string, peil: string) =>
  Temporal.PlainDate.from(born).until(peil, { largestUnit: 'years' }).years >= 12;

/** Fills in one question after the other, as somebody at the check does. */
function walk(given: Gegeven, geboortedatum: string, peil: string) {
  const filled: Gegeven = { geboortedatum };
  const steps = [padVan(filled, peil, leeftijdsgrenzen)];
  for (let step = steps[0]; step?.volgende; step = steps.at(-1)) {
    const vraag = step.volgende;
    if (vraag === 'geboortedatum') throw new Error('expected the date to be known');
    Object.assign(filled, { [vraag]: given[vraag] });
    steps.push(padVan(filled, peil, leeftijdsgrenzen));
  }
  return { filled, steps };
}

test('a question that is skipped can never matter, and what was answered there is left alone', () => {
  fc.assert(
    fc.property(filledIn, ({ given, when: { geboortedatum, peildatum: peil } }) => {
      const { filled, steps } = walk(given, geboortedatum, peil);
      const end = padVan({ ...given, geboortedatum }, peil, leeftijdsgrenzen);
      assert.deepEqual(end, steps.at(-1), 'answers to skipped questions are left alone');
      const { antwoorden } = end;
      assert.ok(antwoorden);
      const said = shown(antwoorden, geboortedatum, peil);
      for (const vraag of volgorde) {
        if (vraag in filled || (vraag === 'diploma' && !isTwelve(geboortedatum, peil))) continue;
        for (const keuze of keuzes[vraag])
          assert.equal(shown(metKeuze(antwoorden, vraag, keuze), geboortedatum, peil), said, vraag);
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
function* completions(place: number, answers: Keuzeantwoorden): Generator<Keuzeantwoorden> {
  const vraag = volgorde[place];
  if (vraag === undefined) yield answers;
  else for (const keuze of keuzes[vraag]) yield* completions(place + 1, metKeuze(answers, vraag, keuze));
}

test('a question that is asked can matter: some answers to the later ones make a difference', () => {
  fc.assert(
    fc.property(filledIn, ({ given, when: { geboortedatum, peildatum: peil } }) => {
      for (const { volgende, antwoorden } of walk(given, geboortedatum, peil).steps) {
        if (volgende === null || volgende === 'geboortedatum' || antwoorden === null) continue;
        const place = volgorde.indexOf(volgende);
        const outcomesOf = (later: Keuzeantwoorden) =>
          keuzes[volgende].map((keuze: Keuze) =>
            shown(metKeuze(later, volgende, keuze), geboortedatum, peil),
          );
        let matters = false;
        for (const later of completions(place + 1, antwoorden)) {
          matters = new Set(outcomesOf(later)).size > 1;
          if (matters) break;
        }
        assert.ok(matters, `${volgende} was asked for nothing`);
      }
    }),
    { numRuns: 100 },
  );
});

test('what is still to come gets less with every answer, and no way is longer than was said', () => {
  fc.assert(
    fc.property(filledIn, ({ given, when: { geboortedatum, peildatum: peil } }) => {
      const { steps } = walk(given, geboortedatum, peil);
      const totals = steps.map(({ gesteld, nogHoogstens }) => gesteld.length + nogHoogstens);
      assert.deepEqual(
        totals,
        totals.toSorted((a, b) => b - a),
      );
      assert.ok((totals[0] ?? 0) <= meesteVragen);
      const last = steps.at(-1);
      assert.deepEqual(last?.gesteld, [
        'geboortedatum',
        ...volgorde.filter((vraag) => last?.gesteld.includes(vraag)),
      ]);
      assert.equal(last?.nogHoogstens, 0);
    }),
    { numRuns: 200 },
  );
});

/** Answers so that as much as was said is still to come; fails where the estimate promises too much. */
function longestWay(geboortedatum: string, given: Gegeven = {}): number {
  const { volgende, gesteld, nogHoogstens } = padVan(
    { geboortedatum, ...given },
    peildatum,
    leeftijdsgrenzen,
  );
  if (volgende === null || volgende === 'geboortedatum') return gesteld.length;
  for (const keuze of keuzes[volgende]) {
    const next = { ...given, [volgende]: keuze };
    if (padVan({ geboortedatum, ...next }, peildatum, leeftijdsgrenzen).nogHoogstens === nogHoogstens - 1)
      return longestWay(geboortedatum, next);
  }
  throw new Error(`expected an answer to ${volgende} after which ${nogHoogstens - 1} can come`);
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
    assert.equal(padVan({ geboortedatum: born }, peildatum, leeftijdsgrenzen).nogHoogstens, count - 1, born);
  }
  assert.equal(Math.max(...Object.values(longest)), meesteVragen);
});

const asked = (given: Gegeven) => padVan(given, peildatum, leeftijdsgrenzen).gesteld.slice(1);

test('who is 27, lives elsewhere or is adult is asked little', () => {
  assert.deepEqual(asked({ geboortedatum: '1999-11-21', diploma: 'vmbo' }), ['diploma']);
  assert.deepEqual(asked({ geboortedatum: '2007-01-15', woontInRegio: 'nee', diploma: 'vmbo' }), [
    'woontInRegio',
    'diploma',
  ]);
  const adult: Gegeven = { geboortedatum: '2007-01-15', woontInRegio: 'ja' };
  const rest: Gegeven = {
    gevolgd: 'regulier',
    vrijstelling: 'geen',
    zoekt: 'opleiding',
    dreigtUitval: 'nee',
  };
  assert.deepEqual(asked({ ...adult, ...rest, diploma: 'havo', inschrijving: 'geen' }).slice(1), [
    'diploma',
    'inschrijving',
    'zoekt',
  ]);
  assert.deepEqual(asked({ ...adult, ...rest, diploma: 'vmbo', inschrijving: 'mbo' }).slice(1), [
    'diploma',
    'inschrijving',
    'dreigtUitval',
  ]);
});

test('who is too old for the portal is asked the diploma only, whatever age a gemeente sets for that', () => {
  const grenzen = leeftijdsgrenzen.map((one) => ({ ...one, portaalTot: 25 }));
  const { gesteld, volgende } = padVan({ geboortedatum: '2001-01-01', diploma: 'vmbo' }, peildatum, grenzen);
  assert.deepEqual([gesteld, volgende], [['geboortedatum', 'diploma'], null]);
});

test('without a date that can be one, the date is asked; an unknown choice counts as none', () => {
  const dates = ['', '15-1-2007', '2026-02-30', '2026-11-22'].map((geboortedatum) => ({ geboortedatum }));
  for (const date of [{}, ...dates])
    assert.equal(
      padVan({ ...date, woontInRegio: 'ja' }, peildatum, leeftijdsgrenzen).volgende,
      'geboortedatum',
    );
  const tampered: Gegeven = JSON.parse(
    '{"geboortedatum":"2007-01-15","woontInRegio":"misschien","diploma":"havo"}',
  );
  assert.equal(padVan(tampered, peildatum, leeftijdsgrenzen).volgende, 'woontInRegio');
});

test('of the vrijstellingen only those that can hold at this age are shown', () => {
  const options = (geboortedatum: string, diploma: Gegeven['diploma'] = 'geen') =>
    keuzesBij(
      'vrijstelling',
      { geboortedatum, diploma, woontInRegio: 'ja' },
      peildatum,
      leeftijdsgrenzen,
    ).join(' ');
  assert.equal(options('2018-01-01'), 'geen artikel-5 weet-niet');
  assert.equal(options('2011-03-10'), 'geen artikel-3a artikel-3b artikel-5 weet-niet');
  assert.equal(options('2009-02-01'), 'geen artikel-5 artikel-15 weet-niet');
  assert.deepEqual(
    keuzesBij('diploma', { geboortedatum: '2009-02-01' }, peildatum, leeftijdsgrenzen),
    keuzes.diploma,
  );
});

test('"weet ik niet" leads on to a result, which says what was not known', () => {
  const unknown: Gegeven = {
    geboortedatum: '2009-02-01',
    woontInRegio: 'weet-niet',
    diploma: 'weet-niet',
    inschrijving: 'weet-niet',
    gevolgd: 'weet-niet',
    vrijstelling: 'weet-niet',
  };
  const uitslag = uitslagVan(unknown, peildatum, leeftijdsgrenzen);
  assert.deepEqual(uitslag?.nietGeweten, [
    'woontInRegio',
    'diploma',
    'inschrijving',
    'gevolgd',
    'vrijstelling',
  ]);
  assert.equal(uitslag?.uitkomst.route, 'leerplichtambtenaar');
  const { vrijstelling: _, ...unfinished } = unknown;
  assert.equal(uitslagVan(unfinished, peildatum, leeftijdsgrenzen), null);
});

test('the result is that of the rules, and sure of the duty unless something was left out that decides it', () => {
  fc.assert(
    fc.property(filledIn, ({ given, when: { geboortedatum, peildatum: peil } }) => {
      const uitslag = uitslagVan({ ...given, geboortedatum }, peil, leeftijdsgrenzen);
      const { antwoorden, gesteld } = padVan({ ...given, geboortedatum }, peil, leeftijdsgrenzen);
      assert.ok(uitslag && antwoorden);
      assert.deepEqual(uitslag.uitkomst, beoordeel(antwoorden, peil));
      const open = volgorde.filter((vraag: Keuzevraag) => vraag !== 'diploma' && !gesteld.includes(vraag));
      const differs = beoordeel({ ...answersOf(given), geboortedatum, diploma: antwoorden.diploma }, peil);
      if (uitslag.plichtZeker) assert.equal(differs.plicht, uitslag.uitkomst.plicht);
      else assert.ok(uitslag.uitkomst.route === 'andere-gemeente' && open.includes('vrijstelling'));
    }),
    { numRuns: 250 },
  );
});

test('of a child elsewhere the duty is not sure, of an adult or who has a startkwalificatie it is', () => {
  const sure = (geboortedatum: string, diploma: Keuze<'diploma'>) =>
    uitslagVan({ geboortedatum, diploma, woontInRegio: 'nee' }, peildatum, leeftijdsgrenzen)?.plichtZeker;
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
