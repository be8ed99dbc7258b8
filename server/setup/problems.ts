import type { z } from 'zod';

/** Something in the file that cannot be used. */
export interface Problem {
  path: (string | number)[];
  /** What was expected. */
  message: string;
}

/** A path as people write it: `weeks[0].rules[2].until`. */
export function showPath(path: readonly (string | number)[]): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`))
    .join('')
    .replace(/^\./, '');
}

/** Zod's issues as problems, one for each unknown key. */
export function toProblems(issues: readonly z.core.$ZodIssue[]): Problem[] {
  return issues.flatMap((issue) => {
    const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)));
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        path: [...path, key],
        message: 'is not a field that can stand here',
      }));
    }
    const message = issue.message
      .replace(/^Invalid (input|option): /, '')
      .replace(/^expected (.+), received undefined$/, 'is missing: expected $1');
    return [{ path, message }];
  });
}
