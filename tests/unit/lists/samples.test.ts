import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { recogniseColumns } from '#server/lists/columns.ts';
import { type PlannedRow, planList } from '#server/lists/plan.ts';
import { readRows } from '#server/lists/rows.ts';
import { readTable } from '#server/lists/sheet/readTable.ts';
import { listGround, listToday } from '../../support/listGround.ts';

// The lists in docs/voorbeelden have the mistakes that their README names, and no others.

const folder = 'docs/voorbeelden';
const readme = readFileSync(`${folder}/README.md`, 'utf8');

async function planOf(name: string) {
  const read = await readTable({ bytes: readFileSync(`${folder}/${name}`), name });
  assert.ok(read.ok, JSON.stringify(read));
  const columns = recogniseColumns(read.table, { today: listToday });
  const rows = readRows(read.table, columns, listGround);
  return { table: read.table, columns, planned: planList(rows, { kind: 'no-show', known: [] }) };
}

/** What the README says of the rows of a file. */
const saidOf = (name: string): [row: number, is: string][] => {
  const [, part = ''] = readme.split(`## ${name}\n`);
  return [...(part.split('\n## ')[0] ?? '').matchAll(/^\| (\d+) \| `([\w-]+)` \|/gm)].map(
    ([, row, is = '']) => [Number(row), is],
  );
};

const isWhat = (plan: PlannedRow): string =>
  plan.state === 'wrong' ? plan.faults.map(({ fault }) => fault).join(' ') : plan.state;

for (const name of ['lijst-met-fouten.csv', 'lijst-met-fouten.xlsx'])
  test(name, async () => {
    const { columns, planned } = await planOf(name);
    const said = saidOf(name);
    assert.ok(said.length > 4);
    const found = planned
      .map((plan): [number, string] => [plan.row, isWhat(plan)])
      .filter(([, is]) => is !== 'new');
    assert.deepEqual(found, said);
    assert.deepEqual(
      columns.problems.map(({ problem }) => problem),
      name.endsWith('csv') ? ['rows-shifted'] : [],
    );
  });

test('of a workbook the sheets that are not read are named, and numbers and dates are what they were', async () => {
  const { table, planned } = await planOf('lijst-met-fouten.xlsx');
  assert.deepEqual(table.others, [
    { name: 'Oud', hidden: true },
    { name: 'Uitleg', hidden: false },
  ]);
  const good = planned.flatMap((plan) => (plan.state === 'new' ? plan.entry : []));
  assert.deepEqual(
    good.map(({ row, pupilNumber, birthDate }) => [row, pupilNumber, birthDate]),
    [
      [4, '0201', '2009-03-14'],
      [5, '0202', '2010-02-01'],
      [6, '0203', '2010-02-01'],
      [9, '0206', '2009-08-01'],
      [12, '0209', '2009-11-01'],
    ],
  );
});
