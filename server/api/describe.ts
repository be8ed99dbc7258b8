import { z } from '@hono/zod-openapi';
import type { ZodType } from 'zod';
import { apiVersion } from './answer.ts';
import { type ProblemName, problems } from './problems.ts';
import { invalidAnswer, problemAnswer, takenAnswer } from './schemas.ts';

const headers = {
  'API-Version': { schema: { type: 'string' as const, example: apiVersion }, description: 'Version in full' },
};
const retryHeader = {
  'Retry-After': { schema: { type: 'integer' as const }, description: 'Seconds to wait' },
};

/** Describes an answer in JSON. */
export function answers(description: string, schema: ZodType) {
  return { description, headers, content: { 'application/json': { schema } } };
}

/** Describes a file. */
export function answersFile(description: string, type: string) {
  return { description, headers, content: { [type]: { schema: z.string() } } };
}

/** Describes an answer without a body. */
export function answersNothing(description: string) {
  return { description, headers };
}

/** Describes the problems that a call can end in, by status; 400, 429, 500 and 503 are always possible. */
export function answersProblems(...names: ProblemName[]) {
  const byStatus = new Map<number, ProblemName[]>();
  for (const name of new Set(['bad-request', ...names, 'too-many', 'internal', 'unavailable'] as const)) {
    const { status } = problems[name];
    byStatus.set(status, [...(byStatus.get(status) ?? []), name]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, same]) => [
      status,
      {
        description: same.join(', '),
        headers: status === 429 || status === 503 ? { ...headers, ...retryHeader } : headers,
        content: { 'application/problem+json': { schema: bodyOf(status, same) } },
      },
    ]),
  );
}

/** The problems of every call with a body. */
export const bodyProblems = ['broken-json', 'foreign-origin', 'too-large', 'wrong-content-type'] as const;

function bodyOf(status: number, names: ProblemName[]) {
  if (status === 409) return takenAnswer;
  return names.includes('invalid') ? invalidAnswer : problemAnswer;
}

/** Describes a body in JSON. */
export function takes(schema: ZodType, example: unknown, { required = true } = {}) {
  return { required, content: { 'application/json': { schema, example } } };
}

/** The token in a path. */
export const tokenParam = (name: string, description: string) =>
  z.object({ [name]: z.string().openapi({ param: { name, in: 'path' }, description }) });
