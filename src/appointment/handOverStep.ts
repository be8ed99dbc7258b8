import { freeColleagues } from '#server/agenda/freeColleagues.ts';
import { handOver } from '#server/agenda/handOver.ts';
import { handOverSchema } from '#server/agenda/schema.ts';
import type { Colleague } from '#server/agenda/whoCanTake.ts';
import { showPage, type TakeStep } from '#ui/step.ts';
import { type CareForm, careStep } from './careStep.ts';

export interface HandOverPage extends CareForm {
  /** Who could take it. */
  colleagues: readonly Colleague[];
}

/** Staff hand an afspraak over to a colleague who is free then. */
export const handOverStep: TakeStep<HandOverPage> = async (asked) => {
  const step = await careStep(asked, {
    action: 'hand-over',
    schema: handOverSchema,
    verb: handOver,
    fields: ['to', 'message'],
    taken: 'care.error.not-free',
  });
  if (step.kind !== 'page') return step;
  const { appointment, late } = step.page;
  const { ctx } = asked.locals;
  const free = late ? null : await freeColleagues(ctx, await ctx.roster.current(), [appointment]);
  return showPage({ ...step.page, colleagues: free?.get(appointment.id) ?? [] }, step.status);
};
