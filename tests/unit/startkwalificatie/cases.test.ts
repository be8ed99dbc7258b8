import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judge } from '#server/startkwalificatie/rules.ts';
import { type Antwoorden, standaardAntwoorden } from '#server/startkwalificatie/words.ts';

type Case = [
  geboortedatum: string,
  rest: Partial<Antwoorden>,
  startkwalificatie: string,
  plicht: string,
  route: string,
];

const peildatum = '2026-11-21';
const dreigtUitval = true;

/** The cases of the contract, then those beside them that have gone wrong in other checks. */
const cases: Case[] = [
  ['2021-10-31', {}, 'nee', 'leerplichtig', 'leerplichtambtenaar'],
  ['2011-03-10', { inschrijving: 'vo' }, 'nee', 'leerplichtig', 'geen-actie'],
  ['2011-03-10', { inschrijving: 'vo', dreigtUitval }, 'nee', 'leerplichtig', 'leerplichtambtenaar'],
  ['2010-07-31', { diploma: 'vmbo' }, 'nee', 'kwalificatieplichtig', 'leerplichtambtenaar'],
  ['2009-02-01', { diploma: 'vmbo' }, 'nee', 'kwalificatieplichtig', 'leerplichtambtenaar'],
  ['2009-02-01', { inschrijving: 'mbo' }, 'nee', 'kwalificatieplichtig', 'geen-actie'],
  ['2009-02-01', { inschrijving: 'mbo', dreigtUitval }, 'nee', 'kwalificatieplichtig', 'school'],
  ['2009-02-01', { diploma: 'praktijkonderwijs' }, 'nee', 'vrijgesteld', 'casemanager'],
  ['2009-02-01', { gevolgd: 'vso-arbeidsmarkt' }, 'nee', 'vrijgesteld', 'casemanager'],
  ['2009-02-01', { gevolgd: 'vso-vervolgonderwijs' }, 'nee', 'kwalificatieplichtig', 'leerplichtambtenaar'],
  ['2009-02-01', { vrijstelling: 'artikel-5' }, 'nee', 'vrijgesteld', 'leerplichtambtenaar'],
  ['2009-02-01', { diploma: 'mbo-2' }, 'ja', 'geen', 'casemanager'],
  ['2008-11-21', { diploma: 'vmbo' }, 'nee', 'geen', 'casemanager'],
  ['2007-01-15', { inschrijving: 'mbo', dreigtUitval }, 'nee', 'geen', 'casemanager'],
  ['2007-01-15', { inschrijving: 'mbo' }, 'nee', 'geen', 'geen-actie'],
  ['2007-01-15', { diploma: 'havo', zoekt: 'werk-of-inkomen' }, 'ja', 'geen', 'jongerenloket'],
  ['2003-11-21', { diploma: 'mbo-1' }, 'nee', 'geen', 'casemanager'],
  ['1999-11-22', {}, 'nee', 'geen', 'casemanager'],
  ['1999-11-21', {}, 'nee', 'geen', '27-plus'],
  ['2001-06-01', { diploma: 'buitenlands' }, 'beoordelen', 'geen', 'casemanager'],
  ['2001-06-01', { diploma: 'certificaten' }, 'nee', 'geen', 'casemanager'],
  ['2007-01-15', { woontInRegio: false }, 'nee', 'geen', 'andere-gemeente'],

  ['2021-11-21', {}, 'nee', 'nog-niet', 'geen-actie'],
  ['2011-03-10', { diploma: 'mbo-3' }, 'ja', 'leerplichtig', 'leerplichtambtenaar'],
  ['2011-03-10', { diploma: 'havo' }, 'ja', 'geen', 'casemanager'],
  ['2011-03-10', { vrijstelling: 'artikel-3a' }, 'nee', 'vervangend', 'leerplichtambtenaar'],
  ['2011-03-10', { vrijstelling: 'artikel-15' }, 'nee', 'leerplichtig', 'leerplichtambtenaar'],
  [
    '2011-03-10',
    { vrijstelling: 'artikel-5', inschrijving: 'vo' },
    'nee',
    'vrijgesteld',
    'leerplichtambtenaar',
  ],
  [
    '2009-02-01',
    { vrijstelling: 'artikel-3b', inschrijving: 'vo' },
    'nee',
    'kwalificatieplichtig',
    'geen-actie',
  ],
  ['2009-02-01', { vrijstelling: 'artikel-15' }, 'nee', 'vrijgesteld', 'leerplichtambtenaar'],
  [
    '2009-02-01',
    { vrijstelling: 'artikel-5', gevolgd: 'vso-dagbesteding', inschrijving: 'vso' },
    'nee',
    'vrijgesteld',
    'geen-actie',
  ],
  ['2009-02-01', { diploma: 'mbo-2', vrijstelling: 'artikel-5' }, 'ja', 'geen', 'casemanager'],
  ['2009-02-01', { diploma: 'mbo-2', inschrijving: 'mbo', dreigtUitval }, 'ja', 'geen', 'casemanager'],
  [
    '2009-02-01',
    { inschrijving: 'hbo-wo', dreigtUitval },
    'nee',
    'kwalificatieplichtig',
    'leerplichtambtenaar',
  ],
  ['2009-02-01', { diploma: 'ib-diploma' }, 'beoordelen', 'kwalificatieplichtig', 'leerplichtambtenaar'],
  ['2007-01-15', { diploma: 'mbo-1', zoekt: 'werk-of-inkomen' }, 'nee', 'geen', 'casemanager'],
  ['2007-01-15', { diploma: 'buitenlands', zoekt: 'werk-of-inkomen' }, 'beoordelen', 'geen', 'casemanager'],
  [
    '2007-01-15',
    { diploma: 'vwo', inschrijving: 'mbo', zoekt: 'werk-of-inkomen' },
    'ja',
    'geen',
    'geen-actie',
  ],
  ['1990-01-01', { woontInRegio: false, diploma: 'hbo-wo' }, 'ja', 'geen', '27-plus'],
  ['2009-02-01', { woontInRegio: false }, 'nee', 'kwalificatieplichtig', 'andere-gemeente'],
];

for (const [geboortedatum, rest, startkwalificatie, plicht, route] of cases) {
  const situation = Object.entries(rest).map(([name, value]) => `${name} ${value}`);
  test(`born ${geboortedatum}${situation.map((part) => `, ${part}`).join('')}: ${plicht}, ${route}`, () => {
    const uitkomst = judge({ ...standaardAntwoorden, geboortedatum, ...rest }, peildatum);
    assert.deepEqual(
      [uitkomst.startkwalificatie, uitkomst.plicht, uitkomst.route],
      [startkwalificatie, plicht, route],
    );
  });
}

const reasons: [geboortedatum: string, rest: Partial<Antwoorden>, grondslag: string[]][] = [
  ['2024-01-01', {}, ['Leerplichtwet 1969 3']],
  ['2011-03-10', {}, ['Leerplichtwet 1969 3', 'Leerplichtwet 1969 16']],
  [
    '2011-03-10',
    { vrijstelling: 'artikel-3b' },
    ['Leerplichtwet 1969 3', 'Leerplichtwet 1969 3b', 'Leerplichtwet 1969 16'],
  ],
  [
    '2009-02-01',
    { vrijstelling: 'artikel-15' },
    ['Leerplichtwet 1969 4a', 'Leerplichtwet 1969 15', 'Leerplichtwet 1969 16'],
  ],
  ['2009-02-01', { inschrijving: 'mbo' }, ['Leerplichtwet 1969 1 f', 'Leerplichtwet 1969 4a']],
  [
    '2009-02-01',
    { gevolgd: 'vso-arbeidsmarkt' },
    ['Leerplichtwet 1969 4a', 'Beleid van de gemeente doelgroep'],
  ],
  [
    '2007-01-15',
    { diploma: 'havo', zoekt: 'werk-of-inkomen' },
    [
      'Leerplichtwet 1969 1 f',
      'Leerplichtwet 1969 4a',
      'Wet educatie en beroepsonderwijs 8.3.2',
      'Beleid van de gemeente werk en inkomen',
    ],
  ],
];

test('the reasons name what decided', () => {
  for (const [geboortedatum, rest, expected] of reasons) {
    const { grondslag } = judge({ ...standaardAntwoorden, geboortedatum, ...rest }, peildatum);
    assert.deepEqual(
      grondslag.map(({ bron, artikel }) => `${bron} ${artikel}`),
      expected,
    );
  }
});

test('before 2026 the law reached up to 23 and the gemeente beyond it', () => {
  const bronOp = (peil: string, geboortedatum: string) =>
    judge({ ...standaardAntwoorden, geboortedatum }, peil).grondslag.at(-1)?.bron;
  assert.equal(bronOp('2025-12-31', '2002-12-31'), 'Beleid van de gemeente');
  assert.equal(bronOp('2025-12-31', '2003-01-01'), 'Wet educatie en beroepsonderwijs');
  assert.equal(bronOp('2026-01-01', '2002-12-31'), 'Wet educatie en beroepsonderwijs');
});
