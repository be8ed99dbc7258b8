import { areaOf } from '#server/access/areas.ts';

/**
 * Names that query parameters of public pages had up to November 2026, and their names now. Links with them were kept,
 * mailed and printed: an afspraak at a place or on a topic, a search, one's own casemanager.
 */
const names = new Map([
  ['onderwerp', 'topic'],
  ['plek', 'location'],
  ['vorm', 'modality'],
  ['manier', 'manner'],
  ['met', 'casemanager'],
  ['iedereen', 'everyone'],
  ['vraag', 'question'],
  ['zoek', 'search'],
]);

/** An address of a public page with the parameters of now, as path and query; null when it has no former one. */
export function withoutFormerNames({ pathname, searchParams }: URL): string | null {
  if (areaOf(pathname) || ![...searchParams.keys()].some((name) => names.has(name))) return null;
  const query = new URLSearchParams(
    [...searchParams].map(([name, value]) => [names.get(name) ?? name, wasYes(name, value) ? 'yes' : value]),
  );
  return `${pathname}?${query}`;
}

const wasYes = (name: string, value: string) => value === 'ja' && (name === 'iedereen' || name === 'vraag');
