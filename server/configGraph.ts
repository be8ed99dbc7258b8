import { z } from 'zod';
import type { GraphConfig } from '#server/calendar/busy/graph/graphApi.ts';
import { HeaderText, SecretFile } from './configFields.ts';

// The settings of calendars of Microsoft 365: an app in the tenant of the gemeente.

export const graphFields = {
  /** The id of the tenant, or one of its domains. */
  GRAPH_TENANT: z
    .string()
    .regex(/^[\w.-]{1,253}$/, 'must be the id of a tenant or one of its domains')
    .optional(),
  GRAPH_CLIENT_ID: z.uuid('must be the id of an app').optional(),
  GRAPH_CLIENT_SECRET: HeaderText.optional(),
  GRAPH_CLIENT_SECRET_FILE: SecretFile.optional(),
};
type GraphSettings = z.output<z.ZodObject<typeof graphFields>>;

const needed = ['GRAPH_TENANT', 'GRAPH_CLIENT_ID', 'GRAPH_CLIENT_SECRET'] as const;

/** Says which settings miss another one, or stand there twice. */
export function checkGraph(env: GraphSettings, problem: (name: string, message: string) => void): void {
  if (env.GRAPH_CLIENT_SECRET && env.GRAPH_CLIENT_SECRET_FILE)
    problem('GRAPH_CLIENT_SECRET', 'is there twice: as itself and as GRAPH_CLIENT_SECRET_FILE');
  const given = { ...env, GRAPH_CLIENT_SECRET: env.GRAPH_CLIENT_SECRET ?? env.GRAPH_CLIENT_SECRET_FILE };
  const missing = needed.filter((name) => !given[name]);
  if (missing.length === needed.length) return;
  for (const name of missing)
    problem(name, `is missing: calendars of Microsoft 365 need ${needed.join(', ')}`);
}

/** How calendars of Microsoft 365 are reached; null when they are not. */
export function graphOf(env: GraphSettings): GraphConfig | null {
  const secret = env.GRAPH_CLIENT_SECRET ?? env.GRAPH_CLIENT_SECRET_FILE;
  const { GRAPH_TENANT: tenant, GRAPH_CLIENT_ID: clientId } = env;
  return tenant && clientId && secret ? { tenant, clientId, secret } : null;
}
