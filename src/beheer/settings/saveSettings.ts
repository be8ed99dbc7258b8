import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type SaveResult, saveConfiguration } from '#server/configuration/save.ts';
import type { Ctx } from '#server/http/context.ts';
import { formKeyField } from '#server/http/formSource.ts';
import { readVersion, versionField } from '#server/kernel/version.ts';
import { type Settings, settingsSchema } from '#server/settings/schema.ts';
import { type SaidError, saidErrorsSchema } from '#ui/errors.ts';
import { type FormValues, typed } from '#ui/form.ts';
import type { texts } from '../../content/texts.ts';
import { type SettingsPage, settingsPages } from './fields.ts';
import { givenBeside } from './firstPrivacy.ts';
import { isFieldOf, typedIn } from './values.ts';
import { sayChanges, sayProblems } from './words.ts';

/** What may come of a page of settings that is not saved, as it is kept with what was typed. */
export const refusals = z
  .object({ ok: z.literal(false), error: z.literal('said'), said: saidErrorsSchema, changed: z.boolean() })
  // Not saved yet: what would change is shown first. The word stands for these very values.
  .or(z.object({ ok: z.literal(false), error: z.literal('check'), word: z.string() }));
type Refusal = z.output<typeof refusals>;

interface Sent {
  t: ReturnType<typeof texts>;
  page: SettingsPage;
  values: FormValues;
  stored: Settings;
  today: string;
  /** More is kept than the page has room for. */
  isTooLong: boolean;
}

export const sureField = 'sure';
const notSettings: readonly string[] = [formKeyField, versionField, sureField];

/** Saves a page of settings, once somebody saw what they change. */
export async function saveSettings(
  ctx: Ctx,
  { t, page, values, stored, today, isTooLong }: Sent,
): Promise<Refusal | { ok: true }> {
  const stray = Object.keys(values).some((name) => !notSettings.includes(name) && !isFieldOf(page, name));
  if (stray || isTooLong) return said([{ message: t('settings.error.stray') }]);
  const given = givenBeside(page, typedIn(page, values), { today, stored });
  const parsed = settingsSchema.safeParse(given);
  const word = wordOf(given);
  if (parsed.success && typed(values, sureField) !== word) {
    const isSame = sayChanges(t, page, stored, parsed.data).length === 0;
    return isSame ? said([{ message: t('settings.error.same') }]) : { ok: false, error: 'check', word };
  }
  const { part } = settingsPages[page];
  const version = readVersion(values[versionField]);
  return outcome(await saveConfiguration(ctx, { kind: 'settings', id: part, given, version }));

  function outcome(result: SaveResult): Refusal | { ok: true } {
    if (result.ok) return { ok: true };
    if (result.error === 'invalid') return said(sayProblems(t, page, result.problems, given));
    if (result.error === 'changed') return said([{ message: t('settings.error.changed') }], true);
    return said([{ message: t('settings.error.stray') }]);
  }
}

const said = (errors: SaidError[], changed = false): Refusal => ({
  ok: false,
  error: 'said',
  said: errors,
  changed,
});

const wordOf = (given: unknown): string =>
  createHash('sha256').update(JSON.stringify(given)).digest('base64url').slice(0, 22);
