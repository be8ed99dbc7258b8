import { typedFormWord } from '#ui/formWord.ts';

/** Parameters that are about one visit and not about what is shown. */
const passing = ['refresh', 'done', 'undo', 'undone', 'appointment', 'month', 'ill', 'until', typedFormWord];

/**
 * The address of what is shown, with other parameters: how one day, week, filter or open afspraak leads to another while the
 * rest of what was chosen stays. Null takes a parameter away.
 */
export function addressWith(
  url: URL,
  changes: Readonly<Record<string, string | null | undefined>>,
  path = url.pathname,
): string {
  const query = new URLSearchParams(url.searchParams);
  for (const name of passing) query.delete(name);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === undefined) query.delete(name);
    else query.set(name, value);
  }
  return query.size === 0 ? path : `${path}?${query}`;
}
