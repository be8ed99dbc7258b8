import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { z } from 'zod';
import * as schema from '#db/schema/index.ts';
import { servingSettings } from '#db/session.ts';

export interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string | undefined;
  'Index Name'?: string | undefined;
  Plans?: PlanNode[] | undefined;
}

const nodeSchema: z.ZodType<PlanNode> = z.object({
  'Node Type': z.string(),
  'Relation Name': z.string().optional(),
  'Index Name': z.string().optional(),
  get Plans() {
    return z.array(nodeSchema).optional();
  },
});

const planSchema = z
  .object({ 'Query Text': z.string(), Plan: nodeSchema })
  .transform(({ 'Query Text': query, Plan }) => ({ query, nodes: nodesOf(Plan) }));

/** How PostgreSQL did a statement. */
export type Plan = z.output<typeof planSchema>;

const nodesOf = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

/**
 * A pool as the product's on which PostgreSQL tells the plan of each statement that it did (auto_explain), since what a
 * verb really sends is what counts. The user must be a superuser, as in a cluster of tests.
 */
export function watchPlans(url: string) {
  let plans: Plan[] = [];
  const sql = postgres(url, {
    max: 4,
    onnotice: ({ message = '' }) => {
      const [, json] = /^duration: .* plan:\n(.*)$/s.exec(message) ?? [];
      if (json !== undefined) plans.push(planSchema.parse(JSON.parse(json)));
    },
    connection: {
      ...servingSettings,
      // As `connect` has it.
      plan_cache_mode: 'force_generic_plan',
      session_preload_libraries: 'auto_explain',
      'auto_explain.log_min_duration': '0',
      'auto_explain.log_format': 'json',
      client_min_messages: 'log',
    },
  });
  return {
    sql,
    db: drizzle(sql, { schema }),
    /** The plans of all that was asked since the last time. */
    taken(): Plan[] {
      const before = plans;
      plans = [];
      return before;
    },
    close: () => sql.end({ timeout: 5 }),
  };
}
