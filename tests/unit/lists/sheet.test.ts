import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { type CellValue, type WriteOptions, writeXlsx } from 'hucre/xlsx';
import { mostColumns, mostFileBytes, mostRows, mostUnzippedBytes } from '#server/lists/sheet/limits.ts';
import { readTable } from '#server/lists/sheet/readTable.ts';
import type { Table } from '#server/lists/sheet/types.ts';
import { workbookParts, zipOf } from '../../support/zipOf.ts';

// A file that somebody sent becomes a table of cells, or a word on why it cannot.

const read = (bytes: Uint8Array | string, name = 'lijst.csv') =>
  readTable({ bytes: Buffer.from(bytes), name });

async function tableOf(bytes: Uint8Array | string, name?: string): Promise<Table> {
  const result = await read(bytes, name);
  assert.ok(result.ok, JSON.stringify(result));
  return result.table;
}

const textsOf = ({ rows }: Table) => rows.map(({ cells }) => cells.map(({ text }) => text));
const workbook = (rows: CellValue[][], options: Partial<WriteOptions['sheets'][number]> = {}) =>
  writeXlsx({ sheets: [{ name: 'Blad1', rows, ...options }] });

describe('text', () => {
  test('is read with semicolons, commas or tabs, below a title too', async () => {
    for (const separator of [';', ',', '\t']) {
      const lines = [
        ['naam', 'geboortedatum', 'school'],
        ['"Vries, A. de"', '1-2-2007', 'Het College'],
      ];
      const text = ['Lijst van maart, voorlopig', ...lines.map((cells) => cells.join(separator))].join(
        '\r\n',
      );
      assert.deepEqual(textsOf(await tableOf(text)).slice(1), [
        ['naam', 'geboortedatum', 'school'],
        ['Vries, A. de', '1-2-2007', 'Het College'],
      ]);
    }
  });

  test('is read in every encoding that Excel writes', async () => {
    const text = 'naam;plaats\r\nZoë;’s-Hertogenbosch\r\n';
    const windows = Buffer.from([...text].map((letter) => (letter === '’' ? 0x92 : letter.charCodeAt(0))));
    const files = [
      Buffer.from(text),
      Buffer.from(`\ufeff${text}`),
      windows,
      Buffer.from(`\ufeff${text}`, 'utf16le'),
    ];
    for (const file of files) assert.deepEqual(textsOf(await tableOf(file))[1], ['Zoë', '’s-Hertogenbosch']);
  });

  test('keeps the number of each row, and leaves empty rows and cells at the end out', async () => {
    const { rows } = await tableOf('a;b;;\n\n;;\n"c\nd";;e;\n');
    assert.deepEqual(
      rows.map(({ row, cells }) => [row, cells.length]),
      [
        [1, 2],
        [4, 3],
      ],
    );
  });

  test('keeps what looks like a formula or a number as it was typed', async () => {
    const [, cells] = textsOf(await tableOf('a;b;c;d\n=1+1;+31612345678;007;1.0\n'));
    assert.deepEqual(cells, ['=1+1', '+31612345678', '007', '1.0']);
  });

  test('whatever is in the cells comes back', async () => {
    const cell = fc.string({ unit: 'grapheme', maxLength: 12 }).filter((text) => !/\p{Cc}/u.test(text));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(cell, { minLength: 3, maxLength: 5 }), { minLength: 1, maxLength: 5 }),
        fc.constantFrom(';', ',', '\t'),
        async (rows, separator) => {
          const text = rows.map((cells) =>
            cells.map((one) => `"${one.replaceAll('"', '""')}"`).join(separator),
          );
          const result = await read(text.join('\n'));
          const isThere = (one: string) => one.trim() !== '';
          const kept = rows
            .filter((cells) => cells.some(isThere))
            .map((cells) => cells.slice(0, cells.findLastIndex(isThere) + 1));
          if (kept.length === 0) assert.ok(!result.ok);
          else assert.deepEqual(result.ok && textsOf(result.table), kept);
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('a workbook', () => {
  test('says its texts, dates and numbers, with the zeros that its format shows', async () => {
    const bytes = await workbook(
      [
        ['nummer', 'leerling', 'geboren', 'gemeld'],
        ['007', 1234, new Date('2007-02-01'), new Date('2026-11-02T09:30:00Z')],
      ],
      { columns: [{}, { numFmt: '000000' }, {}, {}] },
    );
    const { rows, sheet, kind } = await tableOf(bytes, 'lijst.xlsx');
    assert.deepEqual([kind, sheet], ['xlsx', 'Blad1']);
    assert.deepEqual(rows[1], {
      row: 2,
      cells: [
        { text: '007', date: null, number: null, odd: null },
        { text: '001234', date: null, number: 1234, odd: null },
        { text: '2007-02-01', date: '2007-02-01', number: null, odd: null },
        { text: '2026-11-02 09:30', date: '2026-11-02', number: null, odd: null },
      ],
    });
  });

  test('counts days from 1900 or from 1904', async () => {
    for (const dateSystem of ['1900', '1904'] as const) {
      const rows = [['geboren'], [new Date('2007-02-01')]];
      const table = await tableOf(await writeXlsx({ sheets: [{ name: 'A', rows }], dateSystem }));
      assert.equal(table.rows[1]?.cells[0]?.date, '2007-02-01');
      assert.equal(table.dateSystem, Number(dateSystem));
    }
  });

  test('has the stored value of a formula, and says where there is none', async () => {
    const cell = (ref: string, inside: string, type = '') => `<c r="${ref}" ${type}>${inside}</c>`;
    const data = `<row r="1">${cell('A1', '<f>1+1</f><v>2</v>')}${cell('B1', '<f>HYPERLINK("http://x")</f>')}${cell('C1', '<f>A1&amp;"x"</f><v>2x</v>', 't="str"')}${cell('D1', '<f>1/0</f><v>#DIV/0!</v>', 't="e"')}</row>`;
    const { rows } = await tableOf(zipOf(workbookParts(data)));
    assert.deepEqual(
      rows[0]?.cells.map(({ text, odd }) => [text, odd]),
      [
        ['2', null],
        ['', 'formula'],
        ['2x', null],
        ['#DIV/0!', 'error'],
      ],
    );
  });

  test('marks cells under merged ones, and numbers of which digits are lost', async () => {
    const merges = [{ startRow: 1, startCol: 0, endRow: 2, endCol: 0 }];
    const rows = [
      ['school', 'nummer'],
      ['Het College', 1e19 / 3],
      [null, 2],
    ];
    const table = await tableOf(await workbook(rows, { merges }));
    const odd = table.rows.map(({ cells }) => cells.map((cell) => cell.odd));
    assert.deepEqual(odd, [
      [null, null],
      [null, 'rounded'],
      ['merged', null],
    ]);
  });

  test('is read in its first sheet that is seen and has rows; the others are named', async () => {
    const rows = [['naam'], ['Robin']];
    const sheets = [
      { name: 'Oud', rows, hidden: true },
      { name: 'Leeg', rows: [] },
      { name: 'Maart', rows },
      { name: 'April', rows },
    ];
    const table = await tableOf(await writeXlsx({ sheets }));
    assert.equal(table.sheet, 'Maart');
    assert.deepEqual(table.others, [
      { name: 'Oud', hidden: true },
      { name: 'Leeg', hidden: false },
      { name: 'April', hidden: false },
    ]);
    const [hidden] = sheets;
    assert.deepEqual(
      await read(await writeXlsx({ sheets: [{ name: 'Leeg', rows: [] }, hidden ?? assert.fail()] })),
      {
        ok: false,
        error: 'no-rows',
      },
    );
  });
});

describe('what cannot be read has an answer of its own:', () => {
  const faultOf = async (bytes: Uint8Array | string, name = 'lijst.xlsx') => {
    const result = await read(bytes, name);
    return result.ok ? null : 'kind' in result ? result.kind : result.error;
  };

  test('nothing, and no rows', async () => {
    assert.equal(await faultOf(''), 'empty');
    assert.equal(await faultOf('\ufeff \r\n'), 'empty');
    assert.equal(await faultOf(';;;\n;;;'), 'no-rows');
    assert.equal(await faultOf(await workbook([[]])), 'no-rows');
  });

  test('too much of it', async () => {
    assert.equal(await faultOf(Buffer.alloc(mostFileBytes + 1, 'a')), 'too-large');
    assert.equal(await faultOf('a;b\n'.repeat(100_000)), 'too-many-rows');
    assert.equal(await faultOf('a;b\n'.repeat(mostRows)), null);
    assert.equal(await faultOf('a;'.repeat(mostColumns + 1)), 'too-many-columns');
    const wide = await workbook([
      ['naam', 'school'],
      [...Array.from({ length: 300 }, () => null), 'ver weg'],
    ]);
    assert.equal(await faultOf(wide), 'too-many-columns');
  });

  test('a workbook of 100,000 rows', async () => {
    const data = Array.from({ length: 100_000 }, (_, index) => `<row><c><v>${index}</v></c></row>`).join('');
    assert.equal(await faultOf(zipOf(workbookParts(data))), 'too-many-rows');
  });

  test('a file of another kind, whatever its name says', async () => {
    const compound = Buffer.from('d0cf11e0a1b11ae1', 'hex');
    const files: [kind: string, bytes: Uint8Array | string, name?: string][] = [
      ['pdf', '%PDF-1.7\n'],
      ['image', Buffer.from('89504e470d0a1a0a', 'hex')],
      ['image', Buffer.from('ffd8ffe0', 'hex')],
      ['xls', compound, 'lijst.xls'],
      ['doc', compound, 'lijst.doc'],
      ['locked', Buffer.concat([compound, Buffer.from('EncryptedPackage', 'utf16le')])],
      ['docx', zipOf([{ name: 'word/document.xml', bytes: Buffer.from('<w/>') }])],
      ['ods', zipOf(['mimetype', 'content.xml'].map((name) => ({ name, bytes: Buffer.from('x') })))],
      ['xlsb', zipOf([{ name: 'xl/workbook.bin', bytes: Buffer.from('x') }])],
      ['zip', zipOf([{ name: 'lijst.csv', bytes: Buffer.from('a;b') }])],
      ['html', '\r\n<html><table><tr><td>naam</td></tr></table>', 'lijst.xls'],
      ['xml', '<?xml version="1.0"?><Workbook/>', 'lijst.xls'],
      ['rtf', '{\\rtf1'],
      ['binary', Buffer.from([0, 1, 2, 3])],
    ];
    for (const [kind, bytes, name] of files) assert.equal(await faultOf(bytes, name), kind);
  });

  test('a quote that never closes', async () => {
    assert.deepEqual(await read('a;b\n"c;d\n'), { ok: false, error: 'quote', line: 2 });
  });

  test('a zip that grows, says that it does not, or has too many parts', async () => {
    const [types, ...others] = workbookParts('<row><c><v>1</v></c></row>');
    const large = Buffer.alloc(mostUnzippedBytes + 1, 'a');
    const zeros = Buffer.alloc(50_000_000);
    assert.ok(types);
    assert.equal(await faultOf(zipOf([types, ...others, { name: 'xl/a', bytes: large }])), 'zip-bomb');
    for (const said of [0, 100]) {
      const lying = others.map((part) =>
        part.name.endsWith('sheet1.xml') ? { ...part, bytes: zeros, said } : part,
      );
      assert.equal(await faultOf(zipOf([types, ...lying])), 'zip-bomb');
    }
    const many = Array.from({ length: 1000 }, (_, index) => ({
      name: `xl/${index}`,
      bytes: Buffer.from('a'),
    }));
    assert.equal(await faultOf(zipOf([types, ...others, ...many])), 'zip-bomb');
  });

  test('a few bytes that name a sheet without an end', async () => {
    const corners =
      '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>';
    assert.equal(await faultOf(zipOf(workbookParts(corners))), 'zip-bomb');
    const rows = '<row><c><v>1</v></c></row>'.repeat(10_000);
    const merges = `<mergeCells>${'<mergeCell ref="A1:XFD1048576"/>'.repeat(1000)}</mergeCells>`;
    assert.equal(await faultOf(zipOf(workbookParts(rows, merges))), 'broken');
  });

  test('a workbook that is cut off or of nothing, and never an error', async () => {
    const bytes = await workbook([
      ['naam', 'geboren'],
      ['Robin', new Date('2007-02-01')],
    ]);
    assert.equal(await faultOf(Buffer.from(bytes.subarray(0, 400))), 'zip');
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.nat(255), async (at, byte) => {
        const changed = Buffer.from(bytes);
        changed[at] = byte;
        await read(changed);
      }),
      { numRuns: 300 },
    );
    const parts = workbookParts('');
    for (const left of parts)
      assert.match(
        String(await faultOf(zipOf(parts.filter((part) => part !== left)))),
        /^(broken|zip|no-rows)$/,
      );
  });
});
