import { isDeepStrictEqual } from 'node:util';
import type { ConfigurationKind } from '#server/configuration/types.ts';

/** One thing that differs between two moments. */
export interface Difference {
  kind: ConfigurationKind;
  /** The name of the field in the setup file. */
  field: string;
  before: unknown;
  after: unknown;
}

const fieldsOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? { ...value } : {};

/** Whether nothing was said: no text, and nothing chosen. */
const isNothing = (value: unknown) =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

/** What differs between two values of one kind, a field at a time. */
export function differencesOf(kind: ConfigurationKind, before: unknown, after: unknown): Difference[] {
  const [was, is] = [fieldsOf(before), fieldsOf(after)];
  return [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .filter((field) => field !== 'id')
    .filter((field) => !(isNothing(was[field]) && isNothing(is[field])))
    .filter((field) => !isDeepStrictEqual(was[field], is[field]))
    .map((field) => ({ kind, field, before: was[field], after: is[field] }));
}
