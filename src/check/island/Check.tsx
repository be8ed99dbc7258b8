import { Show } from 'solid-js';
import { sayer } from '#ui/sayer.ts';
import type { CheckProps, Say } from '../props.ts';
import type { Step } from '../step.ts';
import { Question } from './Question.tsx';
import { Result } from './Result.tsx';

interface Props {
  page: CheckProps;
  step: Step;
}

/**
 * The check: one question at a time, then the result. Each is a form that the server answers too; in the browser
 * `takeOver.tsx` answers it there. Another step is drawn anew, so what draws one takes plain values.
 */
export default function Check(props: Props) {
  const say: Say = sayer(props.page.texts);
  return (
    <Show when={props.step} keyed>
      {(step) =>
        step.kind === 'question' ? (
          <Question page={props.page} say={say} step={step} />
        ) : (
          <Result page={props.page} say={say} step={step} />
        )
      }
    </Show>
  );
}
