import { type LogQuery, logQuerySchema } from '#server/audit/schema.ts';
import { staffPaths } from '../agenda/paths.ts';

/** What of the log an address asks for. */
export function readAddress({ searchParams }: URL): LogQuery {
  const { about: _, ...one } = Object.fromEntries(searchParams);
  return logQuerySchema.parse({ ...one, about: searchParams.getAll('about') });
}

/** The address of a page of the log, or of the file of it. */
export function addressOf(query: Partial<LogQuery>, path: string = staffPaths.log): string {
  const { about = [], ...rest } = query;
  const parameters = new URLSearchParams(about.map((id) => ['about', id]));
  for (const [name, value] of Object.entries(rest)) if (value) parameters.set(name, value);
  return parameters.size === 0 ? path : `${path}?${parameters}`;
}
