import { randomUUID } from 'node:crypto';

/** Numbers from 0 up to 1, the same for the same seed. */
export type Random = () => number;

export const pick = <Item>(random: Random, items: readonly [Item, ...Item[]]): Item =>
  items[Math.floor(random() * items.length)] ?? items[0];

/** Texts that programs stumble over; long ones are near the bounds of a body. */
const oddTexts = [
  '',
  ' ',
  '\u200b\u00ad',
  '\u202e',
  '\ud800',
  '\0',
  '%00%ff%',
  "'; drop table appointments; --",
  '<script>alert(1)</script>',
  '../../etc/passwd',
  '__proto__',
  'constructor',
  'null',
  'NaN',
  '-1',
  '1e999',
  '0612345678',
  '+31612345678',
  '0900-1234',
  'sam@example.nl',
  `${'a'.repeat(64)}@${'b'.repeat(190)}.nl`,
  '2026-11-23',
  '2026-02-30',
  '9999-12-31',
  '-000001-01-01',
  '2026-11-23T09:00:00+01:00',
  '2026-11-23T09:00:00+99:99',
  '2026-03-29T02:30:00+01:00',
  '👩‍👩‍👧‍👦'.repeat(50),
  'e\u0301'.repeat(3000),
  'x'.repeat(2001),
  '9'.repeat(20_000),
  ' '.repeat(20_000),
] as const;

export const oddText = (random: Random): string => pick(random, oddTexts);

/** A value that is no text, or holds one. */
export function oddValue(random: Random): unknown {
  return pick<() => unknown>(random, [
    () => oddText(random),
    () => null,
    () => true,
    () => 0,
    () => -1,
    () => 1e308,
    () => 2 ** 53,
    () => 0.5,
    () => [],
    () => ({}),
    () => [oddText(random), [oddText(random)]],
    () => ({ [oddText(random)]: oddText(random) }),
    () => JSON.parse(`${'['.repeat(3000)}${']'.repeat(3000)}`),
    () => Array.from({ length: 2000 }, () => 1),
    () => JSON.parse('{"__proto__":{"a":1},"constructor":null}'),
    () => randomUUID(),
  ])();
}

/** The same value with one thing in it changed, left out or added; now and then something else altogether. */
export function mutated(random: Random, value: unknown): unknown {
  if (random() < 0.08 || typeof value !== 'object' || value === null) return oddValue(random);
  const entries = Object.entries(value);
  const at = Math.floor(random() * (entries.length + 1));
  const [name, inner] = entries[at] ?? [oddText(random), ''];
  const change = pick(random, ['leave-out', 'odd', 'odd', 'deeper'] as const);
  if (change === 'leave-out') return Object.fromEntries(entries.filter((_, index) => index !== at));
  return { ...value, [name]: change === 'deeper' ? mutated(random, inner) : oddValue(random) };
}
