import assert from 'node:assert/strict';
import { parse } from 'csv-parse/sync';
import { type CellValue, writeXlsx } from 'hucre/xlsx';
import type { Sql } from '#db/client.ts';
import { organisations } from '#db/schema/index.ts';
import { readInList } from '#server/lists/readIn.ts';
import { readList } from '#server/lists/readList.ts';
import { takeInList } from '#server/lists/takeInList.ts';
import { makeCasemanager, makeServices, staffCtx } from '../support/factories.ts';
import { createCleanup } from './processes/cleanup.ts';
import { productDatabase, startCluster } from './processes/database.ts';
import { median, report, seededRandom } from './support.ts';

// A list of 20,000 rows, from its file to people who have somebody: read, each row judged and kept, and all taken in. Beside parsing the
// file with the library alone and inserting the same rows of the same tables, one statement for each table; and beside inserting the
// rows of the file alone, of which no target can be held: they are a tenth of what a list leaves behind. The same list as XLSX stands
// beside it. In turns, in one run.

const count = 20_000;
const rounds = 3;
const target = 4;
/** What the list leaves behind, in an order in which each row finds what it refers to. */
const tables = [
  'jongeren',
  'enrolments',
  'trajecten',
  'meldingen',
  'lists',
  'list_rows',
  'history',
  'audit',
] as const;

const random = seededRandom(16);
const syllables = 'ba de ko li mu ra so te vi zo na pe'.split(' ');
const pick = <Value>(values: readonly Value[]): Value =>
  values[Math.floor(random() * values.length)] as Value;
const word = () => {
  const text = Array.from({ length: 3 + Math.floor(random() * 2) }, () => pick(syllables)).join('');
  return text.charAt(0).toUpperCase() + text.slice(1);
};
const heads =
  'leerlingnummer;voornaam;tussenvoegsel;achternaam;geboortedatum;leerweg;begin;reden;actie_school;telefoon;email;melder';
const line = (_: unknown, index: number) => {
  const born = `${1 + Math.floor(random() * 28)}-${1 + Math.floor(random() * 12)}-${2001 + Math.floor(random() * 7)}`;
  const phone = `06${10_000_000 + index}`;
  return `${100_000 + index};${word()};${pick(['', '', 'van', 'de'])};${word()}${word()};${born};mbo 2;2-11-2026;niet verschenen;gebeld;${phone};leerling${index}@example.nl;M. Proef`;
};
const lines = [heads, ...Array.from({ length: count }, line)];
const bytes = Buffer.from(lines.join('\r\n'));
/** The same rows as Excel keeps them: numbers and dates are no texts. */
const workbook = await writeXlsx({
  sheets: [{ name: 'Blad1', rows: lines.map((text) => text.split(';').map(inExcel)) }],
});
function inExcel(text: string): CellValue {
  const [day, month, year] = text.split('-').map(Number);
  if (day && month && year) return new Date(Date.UTC(year, month - 1, day));
  return /^[1-9]\d*$/.test(text) ? Number(text) : text;
}

await using cleanup = createCleanup();
const cluster = await startCluster();
cleanup.defer(cluster.stop);
const { sql, db, close } = await productDatabase(cluster, 'import');
cleanup.defer(close);
const me = await makeCasemanager(db, [], {});
const [school] = await db
  .insert(organisations)
  .values({ name: 'ROC De Delta', kind: 'school' })
  .returning({ id: organisations.id });
assert.ok(school);
const services = await makeServices({ sql, db });
cleanup.defer(() => services.close());
const ctx = staffCtx(services, me);

const empty = () =>
  sql.begin(async (tx) => {
    // The log that is only added to is emptied here as well.
    await tx`set local session_replication_role = replica`;
    await tx.unsafe(`truncate ${tables.join(', ')} cascade`);
  });

/** Ours, and how long the thread that serves everybody was busy at a stretch meanwhile. */
async function ours(file: {
  bytes: Uint8Array;
  name: string;
}): Promise<{ ms: number; read: number; blocked: number }> {
  const lag = watchLag();
  const start = performance.now();
  const read = await readInList(ctx, { kind: 'no-show', asOf: '2026-11-20', sender: school?.id ?? '' }, file);
  assert.ok(read.ok, JSON.stringify(read));
  const readMs = performance.now() - start;
  const found = await readList(ctx, read.list);
  assert.ok(found.ok);
  const taken = await takeInList(ctx, read.list, { version: found.list.version });
  const ms = performance.now() - start;
  assert.ok(taken.ok && taken.written > 0.95 * count, JSON.stringify(taken));
  return { ms, read: readMs, blocked: lag() };
}

function watchLag(): () => number {
  let longest = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    longest = Math.max(longest, performance.now() - last - 5);
    last = performance.now();
  }, 5);
  return () => {
    clearInterval(timer);
    return longest;
  };
}

/** The rows that ours left, as JSON that the database reads by itself. */
async function rowsOf(from: Sql): Promise<{ table: string; rows: string }[]> {
  const found = [];
  for (const table of tables) {
    const [row] = await from.unsafe(`select jsonb_agg(to_jsonb(t))::text as rows from ${table} t`);
    found.push({ table, rows: String(row?.rows) });
  }
  return found;
}

async function floor(rows: readonly { table: string; rows: string }[]): Promise<number> {
  const start = performance.now();
  assert.equal(parse(bytes, { delimiter: ';' }).length, count + 1);
  await sql.begin(async (tx) => {
    for (const one of rows)
      await tx.unsafe(
        `insert into ${one.table} overriding system value select * from jsonb_populate_recordset(null::${one.table}, $1::text::jsonb)`,
        [one.rows],
      );
  });
  return performance.now() - start;
}

await sql`create table bench_rows (number integer primary key, cells jsonb not null)`;

/** The rows of the file as they stand in it, and nothing of what they are about. */
async function floorOfRows(): Promise<number> {
  const start = performance.now();
  const cells: string[][] = parse(bytes, { delimiter: ';' });
  await sql`
    insert into bench_rows select n, c from jsonb_array_elements(${JSON.stringify(cells)}::text::jsonb) with ordinality as r (c, n)`;
  const ms = performance.now() - start;
  await sql`truncate bench_rows`;
  return ms;
}

const csv = { bytes, name: 'lijst.csv' };
const xlsx = { bytes: workbook, name: 'lijst.xlsx' };
await empty();
await ours(csv);
const left = await rowsOf(sql);
const measured = {
  ours: [] as number[],
  read: [] as number[],
  blocked: [] as number[],
  xlsx: [] as number[],
  xlsxRead: [] as number[],
  floor: [] as number[],
  rows: [] as number[],
};
for (let round = 0; round < rounds; round++) {
  await empty();
  const { ms, read, blocked } = await ours(csv);
  measured.ours.push(ms);
  measured.read.push(read);
  measured.blocked.push(blocked);
  await empty();
  const asXlsx = await ours(xlsx);
  measured.xlsx.push(asXlsx.ms);
  measured.xlsxRead.push(asXlsx.read);
  await empty();
  measured.floor.push(await floor(left));
  measured.rows.push(await floorOfRows());
}
const [oursMs, floorMs] = [median(measured.ours), median(measured.floor)];
report(
  [
    { what: 'read, judged, kept and taken in', ms: oursMs },
    { what: 'of which reading it in', ms: median(measured.read) },
    { what: 'the thread that serves, busy at a stretch', ms: median(measured.blocked) },
    { what: 'the same list as XLSX', ms: median(measured.xlsx) },
    { what: 'of which reading it in', ms: median(measured.xlsxRead) },
    { what: 'parsed by csv-parse, the same rows inserted', ms: floorMs },
    { what: 'parsed by csv-parse, the rows of the file alone inserted', ms: median(measured.rows) },
  ],
  { name: 'import', ours: oursMs, floor: floorMs, ratio: oursMs / floorMs, unit: 'ms' },
);
assert.ok(oursMs / floorMs <= target, `expected at most ${target} times parsing and inserting`);
