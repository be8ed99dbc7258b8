import { askToChooseAgain } from '#server/agenda/askToChooseAgain.ts';
import { changeSchema } from '#server/agenda/schema.ts';
import type { TakeStep } from '#ui/step.ts';
import { type CareForm, careStep } from './careStep.ts';

/** Staff ask the jongere to choose another time. */
export const chooseAgainStep: TakeStep<CareForm> = (asked) =>
  careStep(asked, {
    action: 'choose-again',
    schema: changeSchema,
    verb: askToChooseAgain,
    fields: ['message'],
  });
