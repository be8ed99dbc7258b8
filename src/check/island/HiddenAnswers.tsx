import type { Gegeven } from '#server/startkwalificatie/keuzes.ts';
import { askedField } from '../step.ts';

/** The earlier answers, which live nowhere else, and what this page asks. */
export function HiddenAnswers({ given, asked }: { given: Gegeven; asked: string }) {
  const fields = Object.entries({ ...given, [askedField]: asked });
  return (
    <>
      {fields.map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
    </>
  );
}
