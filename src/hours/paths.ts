import { staffPaths } from '../components/agenda/paths.ts';

type Query = Readonly<Record<string, string | undefined>>;

function withQuery(path: string, query: Query): string {
  const url = new URL(path, 'http://portal');
  for (const [name, value] of Object.entries(query))
    if (value !== undefined) url.searchParams.set(name, value);
  return url.pathname + url.search;
}

/** The week that holds on a date, to change; a date in the middle of a timetable begins a new one there. */
export const hoursFrom = (from: string, who?: string, news?: string) =>
  withQuery(staffPaths.hours(who), { vanaf: from, gelukt: news });

/** Where the browser asks what jongeren would see. */
export const hoursPreview = (who?: string) => withQuery(`${staffPaths.hours()}/voorbeeld`, { wie: who });
