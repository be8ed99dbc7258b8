import { staffPaths, withQuery } from '../agenda/paths.ts';

/** The week that holds on a date, to change; a date in the middle of a timetable begins a new one there. */
export const hoursFrom = (from: string, who?: string, news?: string) =>
  withQuery(staffPaths.hours(), { who, from, done: news });

/** Where the browser asks what jongeren would see. */
export const hoursPreview = (who?: string) => withQuery(`${staffPaths.hours()}/voorbeeld`, { who });
