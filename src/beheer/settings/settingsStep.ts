import { readSignInFacts, type SignInFacts } from '#server/accounts/readSignInFacts.ts';
import { readAll, readOne } from '#server/configuration/read.ts';
import type { Configuration } from '#server/configuration/types.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { readVersion, versionField } from '#server/kernel/version.ts';
import { settingsSchema } from '#server/settings/schema.ts';
import { type PageErrors, pageErrors } from '#ui/errors.ts';
import { brokenForm, notFound, redirectTo, showPage, type TakeStep } from '#ui/step.ts';
import { takeForm } from '#ui/takeForm.ts';
import { staffPaths, withQuery } from '../../agenda/paths.ts';
import { texts } from '../../content/texts.ts';
import { type ChangedSentence, changedSentences } from '../preview/changedSentences.ts';
import { isSettingsPage, type SettingsPage, settingsPages } from './fields.ts';
import { firstPrivacy, givenBeside } from './firstPrivacy.ts';
import { refusals, saveSettings } from './saveSettings.ts';
import { filledIn, holdsMore, type Typed, typedIn } from './values.ts';
import { type SaidChange, sayChanges } from './words.ts';

/** What a page of settings shows. */
export interface SettingsView {
  fields: Typed;
  errors: PageErrors;
  /** What the fields are a change of. */
  version: number;
  /** What would change, to look at before it does. */
  check: { changes: SaidChange[]; word: string; words: unknown; sentences: ChangedSentence[] } | null;
  /** The names of teams of the gemeente, where a field asks for one. */
  teams: string[];
}

export interface SettingsStepPage extends SettingsView {
  page: SettingsPage;
  done: boolean;
  /** More is kept than fits here: only a file changes it. */
  isTooLong: boolean;
  /** On the page of signing in: what no page changes. */
  facts: SignInFacts | null;
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
  const isNameless = found.value.municipality === undefined && !asked.locals.isOpen;
  const stored = { ...settingsSchema.parse(found.value), ...(page === 'contact' && isNameless && nobody) };
  const isTooLong = holdsMore(page, stored);
  const result = await form.answer(refusals, (values) =>
    saveSettings(ctx, { t, page, values, stored, today, isTooLong }),
  );
  if (result?.ok) return redirectTo(withQuery(staffPaths.settings(page), { done: 'saved' }));
  if (form.sent) return form.again();

  const isTyped = form.values && !(result?.error === 'said' && result.changed);
  const fields =
    isTyped && form.values
      ? typedIn(page, form.values)
      : filledIn(page, { ...stored, privacy: stored.privacy ?? firstPrivacy });
  const version = isTyped && form.values ? readVersion(form.values[versionField]) : found.version;
  const after = settingsSchema.safeParse(givenBeside(page, fields, { today, stored })).data;
  const check =
    result?.error === 'check' && after
      ? {
          changes: sayChanges(t, page, stored, after),
          word: result.word,
          words: page === 'teksten' ? after.words : null,
          sentences: page === 'mail' ? changedSentences(stored, after) : [],
        }
      : null;
  const errors = pageErrors(result?.error === 'said' ? result.said : []);
  const done = !form.values && asked.url.searchParams.get('done') === 'saved';
  const status = result?.error === 'said' ? (result.changed ? 409 : 422) : 200;
  const isSignIn = page === 'inloggen';
  const teams = isSignIn ? teamsOf(await readAll(ctx)) : [];
  const facts = isSignIn ? await readSignInFacts(ctx) : null;
  return showPage({ page, fields, errors, version, check, done, teams, isTooLong, facts }, status);
};

/** What ships names the gemeente of the demo: whoever first says who they are begins with empty fields. */
const nobody = { municipality: '', phone: '', phoneDirect: '', email: '' };

/** Those that a claim can give: of the gemeente itself, and not ended. */
const teamsOf = ({ team }: Configuration): string[] =>
  [...team.values()]
    .filter(({ organisation, active }) => organisation === undefined && active !== false)
    .map(({ name }) => name);
