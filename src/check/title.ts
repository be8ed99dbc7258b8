import { questionText } from './answers.ts';
import { outcomeOf } from './outcome.ts';
import type { Say } from './props.ts';
import type { Step } from './step.ts';

/** The title of the page at a step, without the name of the site. The start is the page that people share. */
export function stepTitle(say: Say, step: Step): string {
  if (step.kind === 'result') return `${say(outcomeOf(step).have.title)} - ${say('check.name')}`;
  if (step.number === 1 && step.error === null) return say('check.title');
  const title = `${say(questionText(step.question))} - ${say('check.name')}`;
  return step.error === null ? title : `${say('prefix')} ${title}`;
}
