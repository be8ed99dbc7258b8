import type { Given } from '#server/startkwalificatie/choices.ts';
import { type Counted, countedField } from '../counted.ts';
import { askedField } from '../step.ts';

interface Props {
  given: Given;
  asked: string;
  counted: Counted;
}

/** The earlier answers, which live nowhere else, what this page asks, and what is counted already. */
export function HiddenAnswers({ given, asked, counted }: Props) {
  const fields = Object.entries({ ...given, [askedField]: asked, [countedField]: counted });
  return (
    <>
      {fields.map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
    </>
  );
}
