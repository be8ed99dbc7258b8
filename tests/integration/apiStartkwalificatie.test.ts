import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import en from '#server/kernel/texts/en.json' with { type: 'json' };
import { leeftijdsgrenzen } from '#server/startkwalificatie/grenzen.ts';
import { startApi, type TestApi } from '../support/apiServer.ts';

let api: TestApi;
before(async () => {
  api = await startApi();
});
after(() => api.close());

const ask = (json: unknown, headers: Record<string, string> = {}) =>
  api.call('/startkwalificatie', { json, headers });

test('a date of birth is enough, and nothing of the answer may be kept', async () => {
  const { status, headers, body } = await ask({ geboortedatum: '2007-01-15' });
  assert.equal(status, 200);
  assert.equal(headers.get('cache-control'), 'no-store');
  assert.equal(headers.get('content-type'), 'application/json');
  assert.deepEqual(body, {
    startkwalificatie: 'nee',
    plicht: 'geen',
    route: 'casemanager',
    vsv: true,
    grondslag: [
      { bron: 'Leerplichtwet 1969', artikel: '1 f' },
      { bron: 'Leerplichtwet 1969', artikel: '4a' },
      { bron: 'Wet educatie en beroepsonderwijs', artikel: '8.3.2' },
    ],
  });
});

test('all answers count, and what the API does not know is left alone', async () => {
  const { body } = await ask({
    geboortedatum: '2009-02-01',
    inschrijving: 'mbo',
    dreigtUitval: true,
    diploma: 'vmbo',
    gevolgd: 'regulier',
    vrijstelling: 'geen',
    woontInRegio: true,
    zoekt: 'opleiding',
    naam: 'Sam',
  });
  assert.deepEqual([body.plicht, body.route, body.vsv], ['kwalificatieplichtig', 'school', false]);
  assert.doesNotMatch(JSON.stringify(body), /Sam|2009/);
});

test('without a peildatum it is today in Amsterdam, not in Greenwich', async () => {
  const born = { geboortedatum: '2008-11-21' };
  assert.equal((await ask(born)).body.plicht, 'kwalificatieplichtig');
  api.clock.set('2026-11-20T23:30:00Z');
  assert.equal((await ask(born)).body.plicht, 'geen');
  assert.equal((await ask({ geboortedatum: '2026-11-21' })).body.plicht, 'nog-niet');
  assert.equal((await ask({ ...born, peildatum: '2026-11-20' })).body.plicht, 'kwalificatieplichtig');
  api.clock.set('2026-11-20T10:00:00+01:00');
});

test('what is wrong is 400 with the field named and a sentence that helps', async () => {
  const date = { geboortedatum: '2007-01-15' };
  const wrong: [unknown, string, keyof typeof en][] = [
    [{}, 'geboortedatum', 'birthdate-missing'],
    [{ geboortedatum: '' }, 'geboortedatum', 'birthdate-missing'],
    [{ geboortedatum: null }, 'geboortedatum', 'birthdate-missing'],
    [{ geboortedatum: '2026-02-30' }, 'geboortedatum', 'date-invalid'],
    [{ geboortedatum: '2025-02-29' }, 'geboortedatum', 'date-invalid'],
    [{ geboortedatum: '15-1-2007' }, 'geboortedatum', 'date-invalid'],
    [{ geboortedatum: '2007-01-15T00:00:00Z' }, 'geboortedatum', 'date-invalid'],
    [{ geboortedatum: 20070115 }, 'geboortedatum', 'date-invalid'],
    [{ geboortedatum: ['2007-01-15'] }, 'geboortedatum', 'date-invalid'],
    [{ geboortedatum: '2027-01-01' }, 'geboortedatum', 'birthdate-future'],
    [{ geboortedatum: '2026-11-21' }, 'geboortedatum', 'birthdate-future'],
    [{ ...date, peildatum: '2007-01-14' }, 'geboortedatum', 'birthdate-future'],
    [{ geboortedatum: '1899-12-31' }, 'geboortedatum', 'birthdate-too-old'],
    [{ ...date, peildatum: '2026-02-30' }, 'peildatum', 'date-invalid'],
    [{ ...date, peildatum: '' }, 'peildatum', 'date-invalid'],
    [{ ...date, peildatum: '9999-01-01' }, 'peildatum', 'date-invalid'],
    [{ ...date, inschrijving: 'bbl' }, 'inschrijving', 'choice-unknown'],
    [{ ...date, inschrijving: null }, 'inschrijving', 'choice-unknown'],
    [{ ...date, dreigtUitval: 'ja' }, 'dreigtUitval', 'choice-unknown'],
    [{ ...date, diploma: 'weet-niet' }, 'diploma', 'choice-unknown'],
    [{ ...date, diploma: 'HAVO' }, 'diploma', 'choice-unknown'],
    [{ ...date, gevolgd: '' }, 'gevolgd', 'choice-unknown'],
    [{ ...date, vrijstelling: 'artikel-5a' }, 'vrijstelling', 'choice-unknown'],
    [{ ...date, woontInRegio: 1 }, 'woontInRegio', 'choice-unknown'],
    [{ ...date, zoekt: [] }, 'zoekt', 'choice-unknown'],
  ];
  for (const [json, field, key] of wrong) {
    const { status, headers, body } = await ask(json, { 'accept-language': 'en' });
    const told = JSON.stringify(json);
    assert.equal(status, 400, told);
    assert.equal(headers.get('content-type'), 'application/problem+json');
    assert.equal(headers.get('cache-control'), 'no-store');
    assert.deepEqual(body.errors, [{ field, message: en[key] }], told);
  }
  for (const geboortedatum of [undefined, '2026-11-22']) {
    const { body } = await ask({ geboortedatum, diploma: 'x', zoekt: 'x' });
    const fields = body.errors.map(({ field }: { field: string }) => field);
    assert.deepEqual(fields.toSorted(), ['diploma', 'geboortedatum', 'zoekt'], 'all at once');
  }
});

test('the age limits are those that the gemeente has set', async () => {
  const born = { geboortedatum: '2000-01-01' };
  assert.equal((await ask(born)).body.route, 'casemanager');
  const ageLimits = leeftijdsgrenzen.map((grenzen) => ({ ...grenzen, portaalTot: 25 }));
  const settings = JSON.stringify({ ageLimits });
  await api.database.sql`insert into settings (values) values (${settings}::text::jsonb)`;
  api.services.bus.say({ roster: true });
  assert.equal((await ask(born)).body.route, '27-plus');
});
