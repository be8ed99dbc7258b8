import type { Given } from '#server/startkwalificatie/choices.ts';
import { askedField } from '../step.ts';

/** The earlier answers, which live nowhere else, and what this page asks. */
export function HiddenAnswers({ given, asked }: { given: Given; asked: string }) {
  const fields = Object.entries({ ...given, [askedField]: asked });
  return (
    <>
      {fields.map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
    </>
  );
}
