import { cancelForJongere } from '#server/agenda/cancelForJongere.ts';
import { changeSchema } from '#server/agenda/schema.ts';
import type { TakeStep } from '#ui/step.ts';
import { type CareForm, careStep } from './careStep.ts';

/** Staff cancel an afspraak for the jongere. */
export const cancelStep: TakeStep<CareForm> = (asked) =>
  careStep(asked, {
    action: 'cancel',
    schema: changeSchema,
    verb: cancelForJongere,
    fields: ['message'],
  });
