import { sayer } from '#ui/sayer.ts';
import type { CheckProps } from '../props.ts';
import type { Step } from '../step.ts';
import { Question } from './Question.tsx';
import { Result } from './Result.tsx';

interface Props {
  page: CheckProps;
  step: Step;
}

/**
 * The check: one question at a time, then the result. Each is a form that the server answers too; in the browser
 * `check/takeOver.tsx` answers it there. A step is drawn whole and never changes: lists and parts are plain values.
 */
export default function Check(props: Props) {
  const { page } = props;
  const say = sayer(page.texts);
  const draw = (step: Step) =>
    step.kind === 'question' ? (
      <Question page={page} say={say} step={step} />
    ) : (
      <Result page={page} say={say} step={step} />
    );
  return <>{draw(props.step)}</>;
}
