import { readOne } from '#server/configuration/read.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { readVersion, versionField } from '#server/kernel/version.ts';
import { settingsSchema } from '#server/settings/schema.ts';
import { type PageErrors, pageErrors } from '#ui/errors.ts';
import { brokenForm, notFound, redirectTo, showPage, type TakeStep } from '#ui/step.ts';
import { takeForm } from '#ui/takeForm.ts';
import { staffPaths, withQuery } from '../../agenda/paths.ts';
import { texts } from '../../content/texts.ts';
import { isSettingsPage, type SettingsPage, settingsPages } from './fields.ts';
import { refusals, saveSettings } from './saveSettings.ts';
import { filledIn, givenOf, type Typed, typedIn } from './values.ts';
import { type SaidChange, sayChanges } from './words.ts';

/** What a page of settings shows. */
export interface SettingsView {
  fields: Typed;
  errors: PageErrors;
  /** What the fields are a change of. */
  version: number;
  /** What would change, to look at before it does. */
  check: { changes: SaidChange[]; word: string; words: unknown } | null;
}

export interface SettingsStepPage extends SettingsView {
  page: SettingsPage;
  done: boolean;
}

/** A part of the settings: as it is, as it would be, and saved. */
export const settingsStep: TakeStep<SettingsStepPage> = async (asked) => {
  const { ctx, lang } = asked.locals;
  const t = texts(lang);
  const page = asked.params.page ?? '';
  if (!isSettingsPage(page)) return notFound;
  const { part } = settingsPages[page];
  const form = await takeForm(asked);
  if (form.values === null) return brokenForm;
  const today = dateInAmsterdam(ctx.clock.now());
  const found = await readOne(ctx, 'settings', part);
  if (!found) return notFound;
  const stored = settingsSchema.parse(found.value);
  const result = await form.answer(refusals, (values) =>
    saveSettings(ctx, { t, page, values, stored, today }),
  );
  if (result?.ok) return redirectTo(withQuery(staffPaths.settings(page), { done: 'saved' }));
  if (form.sent) return form.again();

  const isTyped = form.values && !(result?.error === 'said' && result.changed);
  const fields = isTyped && form.values ? typedIn(page, form.values) : filledIn(page, stored);
  const version = isTyped && form.values ? readVersion(form.values[versionField]) : found.version;
  const after = settingsSchema.safeParse(givenOf(page, fields, today)).data;
  const check =
    result?.error === 'check' && after
      ? {
          changes: sayChanges(t, page, stored, after),
          word: result.word,
          words: page === 'teksten' ? after.words : null,
        }
      : null;
  const errors = pageErrors(result?.error === 'said' ? result.said : []);
  const done = !form.values && asked.url.searchParams.get('done') === 'saved';
  const status = result?.error === 'said' ? (result.changed ? 409 : 422) : 200;
  return showPage({ page, fields, errors, version, check, done }, status);
};
