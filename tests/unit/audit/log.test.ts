import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { historyWords } from '#db/schema/words.ts';
import type { LogRow } from '#server/audit/readLog.ts';
import { csvCell } from '#ui/csv.ts';
import { addressOf, readAddress } from '../../../src/audit/address.ts';
import { logCsv } from '../../../src/audit/csv.ts';
import { sayRow } from '../../../src/audit/sayRow.ts';
import { texts } from '../../../src/content/texts.ts';

const t = texts('nl');
const aRow = (values: Partial<LogRow> = {}): LogRow => ({
  id: 1,
  day: '2026-11-20',
  at: Date.parse('2026-11-20T10:00:00+01:00'),
  kind: 'viewed',
  action: 'appointment.read',
  objectKind: 'appointment',
  objectId: randomUUID(),
  result: 'done',
  reason: null,
  actor: 'staff',
  staffId: randomUUID(),
  staffName: 'Samira Jansen',
  session: 'abcdef0123456789',
  door: 'page',
  times: 1,
  reference: 'K7M-4QF',
  name: 'Noa',
  ...values,
});

test('a row reads as a sentence', () => {
  const said = (values: Partial<LogRow>) => sayRow(t, aRow(values));
  assert.equal(said({}), 'Samira Jansen bekeek afspraak K7M-4QF van Noa');
  assert.equal(said({ reference: null, name: null }), 'Samira Jansen bekeek een afspraak die is gewist');
  assert.equal(said({ kind: 'changed', action: 'moved' }), 'Samira Jansen verzette afspraak K7M-4QF van Noa');
  assert.equal(
    said({ objectKind: 'agenda', reference: null, name: 'Daan de Wit' }),
    'Samira Jansen bekeek de agenda van Daan de Wit',
  );
  const nobody = { actor: 'jongere', staffId: null, staffName: null, session: null } as const;
  assert.equal(
    said({ ...nobody, kind: 'changed', action: 'booked' }),
    'Een jongere maakte afspraak K7M-4QF van Noa',
  );
  const account = { objectKind: 'account', reference: null, name: 'Samira Jansen' } as const;
  assert.equal(said({ ...nobody, ...account, kind: 'entered', action: 'sign-in' }), 'Samira Jansen logde in');
  assert.equal(
    said({ ...nobody, ...account, name: null, kind: 'tried', action: 'sign-in' }),
    'Iemand die niet was ingelogd probeerde in te loggen met een account',
  );
});

test('each word of the history, and any other, is said', () => {
  const words = [...Object.values(historyWords).flat(), 'something.new'];
  for (const action of words)
    assert.match(sayRow(t, aRow({ kind: 'changed', action })), /^Samira Jansen \S+/);
  for (const objectKind of ['location', 'search', 'page', 'hours']) {
    assert.ok(sayRow(t, aRow({ objectKind, name: null, reference: null })).length > 0);
  }
});

test('no cell of the file begins as a formula, and each comes back as it was', () => {
  fc.assert(
    fc.property(
      fc.string({
        unit: fc.constantFrom(
          '=',
          '+',
          '-',
          '@',
          '＝',
          '＋',
          '－',
          '＠',
          '"',
          ',',
          ';',
          '\n',
          '\r',
          '\t',
          ' ',
          'a',
        ),
      }),
      (text) => {
        const cell = csvCell(text);
        assert.doesNotMatch(cell, /^"?\s*[=+\-@＝＋－＠\t\r]/);
        const [[back] = []] = parse(`${cell},x\r\n`, {
          relax_column_count: true,
          record_delimiter: ['\r\n'],
        });
        assert.equal(back, text === back ? text : `'${text}`);
      },
    ),
  );
});

test('the file has a row for each, without the name of a jongere', () => {
  const file = logCsv([aRow({ staffName: '=HYPERLINK("x")', name: 'Noa' })]);
  const [row] = parse<Record<string, string>>(file, { columns: true });
  assert.equal(row?.staff, `'=HYPERLINK("x")`);
  assert.equal(row?.at, '2026-11-20T10:00:00+01:00');
  assert.ok(!file.includes('Noa'));
});

test('an address comes back as what it asks for, and what is wrong in it is not asked', () => {
  const id = randomUUID();
  const query = {
    about: [id],
    who: id,
    kind: 'viewed',
    from: '2026-11-01',
    until: '2026-11-20',
    before: '2026-11-20.77',
  } as const;
  assert.deepEqual(readAddress(new URL(addressOf({ ...query, about: [id] }), 'https://x.nl')), query);
  const nothing = { about: [], who: null, kind: null, from: null, until: null, before: null };
  const wrong = '?about=Noa&who=1&kind=all&from=gisteren&until=2026-99-01&before=x';
  assert.deepEqual(readAddress(new URL(wrong, 'https://x.nl')), nothing);
});
