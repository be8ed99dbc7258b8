import { areaOf } from '#server/access/areas.ts';

/**
 * Names that query parameters of public pages had up to November 2026, and their names now. Links with them were kept,
 * mailed and printed: an afspraak at a place or on a topic, a search, one's own casemanager.
 */
const publicNames: Names = new Map([
  ['onderwerp', 'topic'],
  ['plek', 'location'],
  ['vorm', 'modality'],
  ['manier', 'manner'],
  ['met', 'casemanager'],
  ['iedereen', 'everyone'],
  ['vraag', 'question'],
  ['zoek', 'search'],
]);

/** The same of the pages for staff, who keep the week of a colleague or a conversation among their bookmarks. */
const staffNames: Names = new Map([
  ['wie', 'who'],
  ['dag', 'date'],
  ['vanaf', 'from'],
  ['manier', 'manner'],
  ['afspraak', 'appointment'],
  ['gesprek', 'conversation'],
  ['naast', 'beside'],
  ['wijzig', 'change'],
  ['gelukt', 'done'],
  ['ververs', 'refresh'],
]);

type Names = ReadonlyMap<string, string>;

/** The address of a page with the parameters of now, as path and query; null when it has no former one. */
export function withoutFormerNames({ pathname, searchParams }: URL): string | null {
  const names = areaOf(pathname) ? staffNames : publicNames;
  if (![...searchParams.keys()].some((name) => names.has(name))) return null;
  const query = new URLSearchParams(
    [...searchParams].map(([name, value]) => [names.get(name) ?? name, wasYes(name, value) ? 'yes' : value]),
  );
  return `${pathname}?${query}`;
}

const wasYes = (name: string, value: string) => value === 'ja' && (name === 'iedereen' || name === 'vraag');
