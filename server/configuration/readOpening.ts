import { z } from 'zod';
import { may } from '#server/access/may.ts';
import type { Ctx } from './context.ts';

/** What a Doorstart needs before a jongere can book, in the order in which it is easiest. */
export const needs = ['contact', 'location', 'topic', 'team', 'casemanager', 'hours', 'statements'] as const;
export type Need = (typeof needs)[number];

/** `waits`: somebody was asked, and it is their turn. */
export type NeedState = 'done' | 'waits' | 'open';

const rowSchema = z.object({
  contact: z.boolean(),
  location: z.boolean(),
  topic: z.boolean(),
  team: z.boolean(),
  invited: z.boolean(),
  casemanager: z.boolean(),
  hours: z.boolean(),
  statements: z.boolean(),
});

/** How far a Doorstart is on the way to its first afspraak: the state of all that it needs. */
export async function readOpening(ctx: Ctx): Promise<Readonly<Record<Need, NeedState>>> {
  may(ctx, 'configuration.read');
  const [row] = await ctx.sql`
    with casemanagers as (
      select id, (password_hash is not null or exists (select from sso_links where staff_id = staff.id)) as "in"
      from staff where active and 'casemanager' = any(roles))
    select
      -- What ships names the gemeente of the demo.
      exists (select from settings where values ? 'municipality')
        or exists (select from database_purpose where purpose = 'demo') as contact,
      exists (select from locations where active) as location,
      exists (select from topics where active) as topic,
      exists (select from teams where active) as team,
      exists (select from casemanagers) as invited,
      exists (select from casemanagers where "in") as casemanager,
      exists (select from weekly_rules where casemanager_id in (select id from casemanagers)) as hours,
      exists (select from settings where jsonb_typeof(values -> 'privacy') = 'object') as statements`;
  const { invited, ...is } = rowSchema.parse(row);
  const stateOf = (need: Need): NeedState => {
    if (is[need]) return 'done';
    if (need === 'casemanager' && invited) return 'waits';
    return need === 'hours' && is.casemanager ? 'waits' : 'open';
  };
  return {
    contact: stateOf('contact'),
    location: stateOf('location'),
    topic: stateOf('topic'),
    team: stateOf('team'),
    casemanager: stateOf('casemanager'),
    hours: stateOf('hours'),
    statements: stateOf('statements'),
  };
}
