import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { judge } from '#server/startkwalificatie/rules.ts';
import {
  type Antwoorden,
  bronnen,
  diplomas,
  inschrijvingen,
  type Plicht,
  plichten,
  routes,
  schoolsoorten,
  startkwalificaties,
  vrijstellingen,
  wensen,
} from '#server/startkwalificatie/words.ts';
import { antwoorden, datums } from '../../support/startkwalificatieAnswers.ts';
import { slowOutcome, slowReading } from '../../support/startkwalificatieOracle.ts';

const situation = fc
  .tuple(antwoorden, datums)
  .map(([rest, { geboortedatum, peildatum }]) => ({ answers: { ...rest, geboortedatum }, peildatum }));

function always(holds: (answers: Antwoorden, peildatum: string) => void, numRuns = 1500) {
  fc.assert(
    fc.property(situation, ({ answers, peildatum }) => holds(answers, peildatum)),
    { numRuns },
  );
}

/** All 16,800 combinations of answers. */
function* everyAnswer(geboortedatum: string): Generator<Antwoorden> {
  for (const inschrijving of inschrijvingen)
    for (const diploma of diplomas)
      for (const gevolgd of schoolsoorten)
        for (const vrijstelling of vrijstellingen)
          for (const zoekt of wensen)
            for (const dreigtUitval of [false, true])
              for (const woontInRegio of [false, true])
                yield {
                  geboortedatum,
                  inschrijving,
                  dreigtUitval,
                  diploma,
                  gevolgd,
                  vrijstelling,
                  woontInRegio,
                  zoekt,
                };
}

test('each answer has the outcome that a slow second reading of the rules gives', () => {
  for (const geboortedatum of [
    '2024-01-01',
    '2016-01-01',
    '2011-03-10',
    '2009-02-01',
    '2005-01-15',
    '1999-01-01',
  ]) {
    const slowly = slowReading(geboortedatum, '2026-11-21');
    for (const answers of everyAnswer(geboortedatum)) {
      const { grondslag, ...outcome } = judge(answers, '2026-11-21');
      const slow = slowly(answers);
      const same =
        slow.startkwalificatie === outcome.startkwalificatie &&
        slow.plicht === outcome.plicht &&
        slow.route === outcome.route &&
        slow.vsv === outcome.vsv;
      if (!same || grondslag.length === 0)
        assert.deepEqual({ ...outcome, grondslag }, { ...slow, grondslag: ['some'] });
    }
  }
});

test('and so on every date, at birthdays and around 1 August and 29 February above all', () => {
  always((answers, peildatum) => {
    const { grondslag: _, ...outcome } = judge(answers, peildatum);
    assert.deepEqual(outcome, slowOutcome(answers, peildatum));
  }, 6000);
});

test('every valid input gives one duty, one route and reasons', () => {
  always((answers, peildatum) => {
    const outcome = judge(answers, peildatum);
    assert.ok(plichten.includes(outcome.plicht) && routes.includes(outcome.route));
    assert.ok(startkwalificaties.includes(outcome.startkwalificatie));
    const reasons = outcome.grondslag.map(({ bron, artikel }) => `${bron} ${artikel}`);
    assert.ok(reasons.length > 0 && new Set(reasons).size === reasons.length);
    assert.ok(
      outcome.grondslag.every(({ bron, artikel }) => Object.values(bronnen).includes(bron) && artikel),
    );
  });
});

test('whom the route is for the rules of 18 and older, or beyond, is told by which law or policy', () => {
  always((answers, peildatum) => {
    const { route, grondslag } = judge(answers, peildatum);
    if (['casemanager', 'jongerenloket', '27-plus', 'andere-gemeente'].includes(route))
      assert.ok(grondslag.some(({ bron }) => bron !== bronnen.leerplichtwet));
    if (route === 'leerplichtambtenaar')
      assert.ok(grondslag.every(({ bron }) => bron === bronnen.leerplichtwet));
  });
});

test('getting a startkwalificatie never adds a duty', () => {
  const none: readonly Plicht[] = ['nog-niet', 'vrijgesteld', 'geen'];
  always((answers, peildatum) => {
    const before = judge(answers, peildatum);
    if (before.startkwalificatie === 'ja') return;
    for (const diploma of diplomas) {
      const after = judge({ ...answers, diploma }, peildatum);
      if (after.startkwalificatie !== 'ja' || after.plicht === before.plicht) continue;
      assert.ok(none.includes(after.plicht), `${answers.diploma} → ${diploma}: ${after.plicht}`);
    }
  });
});

test('a vrijstelling that cannot apply is none', () => {
  always((answers, peildatum) => {
    const without = judge({ ...answers, vrijstelling: 'geen' }, peildatum);
    const given = judge(answers, peildatum);
    const cannot: Record<Antwoorden['vrijstelling'], boolean> = {
      geen: true,
      'artikel-3a':
        without.plicht !== 'leerplichtig' || answers.geboortedatum > `${Number(peildatum.slice(0, 4)) - 13}`,
      'artikel-3b':
        without.plicht !== 'leerplichtig' || answers.geboortedatum > `${Number(peildatum.slice(0, 4)) - 13}`,
      'artikel-5': without.plicht !== 'leerplichtig' && without.plicht !== 'kwalificatieplichtig',
      'artikel-15': without.plicht !== 'kwalificatieplichtig',
    };
    if (cannot[answers.vrijstelling]) assert.deepEqual(given, without);
    else if (given.plicht === without.plicht) assert.match(answers.vrijstelling, /3[ab]/);
  });
});

test('startkwalificatie, duty and vsv are the same wherever somebody lives', () => {
  always((answers, peildatum) => {
    const told = [true, false].map((woontInRegio) => {
      const { startkwalificatie, plicht, vsv } = judge({ ...answers, woontInRegio }, peildatum);
      return { startkwalificatie, plicht, vsv };
    });
    assert.deepEqual(told[0], told[1]);
  });
});

test('often absent or about to stop says nothing of who is enrolled nowhere', () => {
  always((answers, peildatum) => {
    const told = [true, false].map((dreigtUitval) =>
      judge({ ...answers, inschrijving: 'geen', dreigtUitval }, peildatum),
    );
    assert.deepEqual(told[0], told[1]);
  });
});
