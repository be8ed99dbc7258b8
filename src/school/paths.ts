import { withQuery } from '../agenda/paths.ts';

const start = '/school';

/** The addresses of the part for schools. */
export const schoolPaths = {
  all: start,
  list: (asked: { name?: string | undefined; all?: 'yes' | undefined }) => withQuery(start, asked),
  report: `${start}/melden`,
  /** Giving a list, and the lists that were given. */
  giveList: `${start}/lijst`,
  givenList: (id: string, done?: string) => withQuery(`${start}/lijst/${encodeURIComponent(id)}`, { done }),
  melding: (id: string, done?: string) => withQuery(`${start}/${encodeURIComponent(id)}`, { done }),
};
