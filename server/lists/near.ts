import { matchKeys } from '#server/jongeren/candidates.ts';
import type { OpenRow } from './find.ts';
import { type Layout, rowOf } from './layout.ts';
import { namedIn } from './rows.ts';

export interface Near {
  /** What may stand otherwise once some rows are changed: these, and who may be about the same person as one of them, before or after. */
  touched: ReadonlySet<number>;
  /** The rows that those stand to: enough to judge what is touched as the whole list would. */
  rows: OpenRow[];
}

/** Which of the rows of a list have to be judged when some become otherwise; a row that is left out is no other one's concern. Pure. */
export function nearTo(
  rows: readonly OpenRow[],
  changed: readonly OpenRow[],
  { layout, today }: { layout: Layout; today: string },
): Near {
  const { columns, dateSystem } = layout;
  const keysOf = (row: OpenRow) => matchKeys(namedIn(rowOf(row), { columns, dateSystem, today }));
  const becomes = new Map(changed.map((row) => [row.number, row]));
  const after = rows.map((row) => becomes.get(row.number) ?? row);
  const keys = new Map(after.map((row) => [row.number, row.state === 'left-out' ? [] : keysOf(row)]));
  const byKey = new Map<string, number[]>();
  for (const [number, own] of keys)
    for (const key of own) {
      const there = byKey.get(key);
      if (there) there.push(number);
      else byKey.set(key, [number]);
    }
  const having = (numbers: Iterable<number>, more: readonly string[] = []) => {
    const some = new Set([...more, ...[...numbers].flatMap((number) => keys.get(number) ?? [])]);
    return [...some].flatMap((key) => byKey.get(key) ?? []);
  };
  const before = rows.filter(({ number }) => becomes.has(number)).flatMap(keysOf);
  const alike = new Set([...becomes.keys(), ...having(becomes.keys(), before)]);
  // That a row is about who another one is about holds only while that is somebody new.
  const said = after.flatMap(({ number, decision }) =>
    decision?.is === 'row' ? [[number, decision.row] as const] : [],
  );
  const touched = new Set([...alike, ...said.flatMap(([number, of]) => (alike.has(of) ? number : []))]);
  const looked = [...touched, ...said.flatMap(([number, of]) => (touched.has(number) ? of : []))];
  const beside = new Set([...looked, ...having(looked)]);
  return { touched, rows: after.filter(({ number }) => beside.has(number)) };
}
