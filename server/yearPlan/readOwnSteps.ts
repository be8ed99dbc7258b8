import { z } from 'zod';
import { listKinds, meldingKinds } from '#db/schema/words.ts';
import { may } from '#server/access/may.ts';
import { rawScope } from '#server/access/scope.ts';
import { viewed } from '#server/access/viewed.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import type { Ctx } from './context.ts';
import { type Stand, standOf } from './stand.ts';
import { isRunning, readStandings, type Standing } from './standing.ts';

const stepSchema = z.object({
  id: z.uuid(),
  title: z.string(),
  note: z.string().nullable(),
  plan: z.string(),
  melding: z.enum(meldingKinds).nullable(),
  list: z.enum(listKinds).nullable(),
});

/** A step that the own school does. */
export interface OwnStep extends Standing {
  title: string;
  note: string | null;
  plan: string;
  melding: z.output<typeof stepSchema>['melding'];
  list: z.output<typeof stepSchema>['list'];
  stand: Stand;
}

/** What the own school does by the year plans that run, in the order of their dates. Of other schools nothing. */
export async function readOwnSteps(ctx: Ctx): Promise<OwnStep[]> {
  may(ctx, 'year-plan.own.read');
  const { sql } = ctx;
  const today = dateInAmsterdam(ctx.clock.now());
  const standings = await readStandings(
    ctx,
    sql`${rawScope(ctx, 'year-plan.own.read')} and ${isRunning(ctx, today)}`,
  );
  const rows = await sql`
    select s.id, s.title, s.note, p.name as plan, s.melding_kind as melding, s.list_kind as list
    from year_plan_steps s join year_plans p on p.id = s.plan_id
    where s.id = any(${standings.map(({ step }) => step)}::uuid[])`;
  const steps = new Map(
    z
      .array(stepSchema)
      .parse([...rows])
      .map((step) => [step.id, step]),
  );
  viewed(ctx, 'year-plan.own.read', { kind: 'year-plan' });
  return standings.flatMap((one) => {
    const step = steps.get(one.step);
    if (!step) return [];
    const { title, note, plan, melding, list } = step;
    return [{ ...one, title, note, plan, melding, list, stand: standOf(one, one.doneAt !== null, today) }];
  });
}
