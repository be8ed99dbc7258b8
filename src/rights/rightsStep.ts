import { z } from 'zod';
import { may } from '#server/access/may.ts';
import { changesBetween, type RightsChange } from '#server/rightsReview/compare.ts';
import { type Rights, readRights } from '#server/rightsReview/readRights.ts';
import { signRights } from '#server/rightsReview/signRights.ts';
import type { RightsRow, Signed } from '#server/rightsReview/types.ts';
import { type PageErrors, pageErrors } from '#ui/errors.ts';
import { typed } from '#ui/form.ts';
import { refusedAs } from '#ui/refusals.ts';
import { brokenForm, notFound, redirectTo, showPage, type TakeStep } from '#ui/step.ts';
import { takeForm } from '#ui/takeForm.ts';
import { staffPaths } from '../agenda/paths.ts';
import { texts } from '../content/texts.ts';

export interface RightsPage extends Rights {
  /** The signature whose list is shown in place of that of now; null for now. */
  shown: Signed | null;
  /** What is shown: of now what changed since the last signature, of a signature since the one before it. */
  rows: RightsRow[];
  changes: RightsChange[] | null;
  errors: PageErrors;
  /** It was signed just now. */
  done: boolean;
}

const outcomes = z.object({ ok: z.literal(true) }).or(refusedAs('changed'));

/** A beheerder looks through who may do what, or what was signed before, and signs. */
export const rightsStep: TakeStep<RightsPage> = async (asked) => {
  const { ctx, lang } = asked.locals;
  may(ctx, 'rights.read');
  const form = await takeForm(asked);
  if (form.values === null) return brokenForm;
  const result = await form.answer(outcomes, (values) =>
    signRights(ctx, { fingerprint: typed(values, 'list') ?? '' }),
  );
  if (result?.ok) return redirectTo(staffPaths.rightsSigned);
  if (form.sent) return form.again();
  const rights = await readRights(ctx);
  const id = asked.url.searchParams.get('signed');
  const at = rights.signed.findIndex((one) => one.id === id);
  if (id !== null && at < 0) return notFound;
  const shown = rights.signed[at] ?? null;
  const before = rights.signed[at + 1];
  const said = result ? [{ message: texts(lang)('rights.error.changed') }] : [];
  return showPage(
    {
      ...rights,
      shown,
      rows: shown?.rows ?? rights.rows,
      changes: shown ? (before ? changesBetween(before.rows, shown.rows) : null) : rights.changes,
      errors: pageErrors(said),
      done: asked.url.searchParams.get('done') === 'signed' && !result,
    },
    result ? 409 : 200,
  );
};
