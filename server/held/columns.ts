import type { ReasonLeftOut } from './leftOut.ts';

/** Of each column whether it is shown, or why not. */
export type Columns = Readonly<Record<string, 'shown' | ReasonLeftOut>>;

/** Columns that are handed over. */
export const shown = <const Names extends readonly string[]>(...names: Names) =>
  Object.fromEntries(names.map((name) => [name, 'shown'] as const));
/** Columns that are not, and why. */
export const leftOut = (reason: ReasonLeftOut, ...names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, reason] as const));
