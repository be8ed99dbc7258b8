import { randomUUID } from 'node:crypto';
import type { ConfigurationKind } from '#server/setup/configuration.ts';

/** Room for a number behind it, within the 64 signs of an id. */
const longest = 56;

/**
 * The id of a new one. Of a location or topic it stands in addresses, so it is made of its name: `Wijkpunt De Morgenzon`
 * becomes `wijkpunt-de-morgenzon`, with a number behind it where another has that.
 */
export function nameId(kind: ConfigurationKind, given: unknown, taken: ReadonlyMap<string, unknown>): string {
  if (kind !== 'location' && kind !== 'topic') return randomUUID();
  const word = wordOf(given) || kind;
  // On that address stands the form of a new one.
  const free = (id: string) => id !== 'nieuw' && !taken.has(id);
  const numbered = Array.from({ length: taken.size + 1 }, (_, at) => `${word}-${at + 2}`);
  return [word, ...numbered].find(free) ?? randomUUID();
}

function wordOf(given: unknown): string {
  if (typeof given !== 'object' || given === null) return '';
  const name = 'name' in given ? given.name : 'label' in given ? given.label : '';
  if (typeof name !== 'string') return '';
  return name
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, longest)
    .replace(/-+$/, '');
}
