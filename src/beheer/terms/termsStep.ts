import { readTerms } from '#server/configuration/terms.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { readVersion, versionField } from '#server/kernel/version.ts';
import type { Terms } from '#server/settings/trajectTerms.ts';
import { type PageErrors, pageErrors } from '#ui/errors.ts';
import { typed } from '#ui/form.ts';
import { brokenForm, redirectTo, showPage, type TakeStep } from '#ui/step.ts';
import { takeForm } from '#ui/takeForm.ts';
import { staffPaths } from '../../agenda/paths.ts';
import { texts } from '../../content/texts.ts';
import { filledTerms, postTerms, refusals } from './termsForm.ts';

/** Terms as they hold from a date on. */
export interface DatedTerms {
  /** ISO; null from the beginning. */
  from: string | null;
  terms: Terms;
  /** What held until then; null for the first. */
  before: Terms | null;
}

export interface TermsPage {
  /** What holds today. */
  now: DatedTerms;
  /** What holds later, the first to come on top. */
  ahead: DatedTerms[];
  /** What held, the latest on top. */
  past: DatedTerms[];
  fields: Readonly<Record<string, string>>;
  /** Since when what stands in the fields holds, unless it was typed. */
  filledFrom: string | null;
  errors: PageErrors;
  version: number;
  done: 'changed' | 'taken-back' | null;
}

/** The terms of meldingen: what holds, what comes and what was; and a change from a day on. */
export const termsStep: TakeStep<TermsPage> = async (asked) => {
  const { ctx, lang } = asked.locals;
  const t = texts(lang);
  const today = dateInAmsterdam(ctx.clock.now());
  const found = await readTerms(ctx);
  const form = await takeForm(asked);
  if (form.values === null) return brokenForm;
  const result = await form.answer(refusals, (values) => postTerms(ctx, { t, values, today }));
  if (result?.ok) return redirectTo(staffPaths.terms(result.done));
  if (form.sent) return form.again();

  const { first, changes } = found.terms;
  const all: DatedTerms[] = [
    { from: null, terms: first, before: null },
    ...changes.map(({ from, value }, at) => ({
      from,
      terms: value,
      before: changes[at - 1]?.value ?? first,
    })),
  ];
  const ahead = all.filter(({ from }) => from !== null && from > today);
  const begun = all.slice(0, all.length - ahead.length);
  const last = all.at(-1) ?? { from: null, terms: first };
  const values = result?.error === 'said' && result.changed ? undefined : form.values;
  const names = ['from', ...Object.keys(filledTerms(first))];
  const done = form.values ? null : asked.url.searchParams.get('done');
  return showPage(
    {
      now: begun.at(-1) ?? { from: null, terms: first, before: null },
      ahead,
      past: begun.slice(0, -1).reverse(),
      fields: values
        ? Object.fromEntries(names.map((name) => [name, typed(values, name) ?? '']))
        : { from: '', ...filledTerms(last.terms) },
      filledFrom: last.from,
      errors: pageErrors(result?.said ?? []),
      version: values ? readVersion(values[versionField]) : found.version,
      done: done === 'changed' || done === 'taken-back' ? done : null,
    },
    result ? (result.changed ? 409 : 422) : 200,
  );
};
