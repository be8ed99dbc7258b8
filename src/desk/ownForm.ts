import { z } from 'zod';
import { meetingLinkSchema } from '#server/accounts/meetingLink.ts';
import { type SaveOwnSettingsResult, saveOwnSettings } from '#server/accounts/saveOwnSettings.ts';
import type { Invalid } from '#server/booking/types.ts';
import type { Ctx } from '#server/http/context.ts';
import type { FieldError } from '#server/kernel/fieldError.ts';
import { readVersion } from '#server/kernel/version.ts';
import { type PageErrors, pageErrors, sayErrors } from '#ui/errors.ts';
import type { FormValues } from '#ui/form.ts';
import { attempt, refusedInvalid } from '#ui/refusals.ts';
import { refusedChanged } from '#ui/version.ts';
import { texts } from '../content/texts.ts';

// Messages are the last words of the keys of errors in own.json.

const maximum = z
  .string({ error: 'maximum' })
  .trim()
  .regex(/^\d{1,2}$/, { error: 'maximum' })
  .transform(Number)
  .refine((count) => count <= 48, { error: 'maximum' });

/** An empty field is no link. */
const link = z.string({ error: 'no-link' }).transform((text, context) => {
  if (text.trim() === '') return null;
  const parsed = meetingLinkSchema((problem) => problem).safeParse(text);
  if (parsed.success) return parsed.data;
  context.addIssue({ code: 'custom', message: parsed.error.issues[0]?.message ?? 'no-link' });
  return z.NEVER;
});

/** The own settings as the form sends them. */
export const ownFormSchema = z.object({
  link,
  maximum,
  version: z.unknown().transform(readVersion),
});

const words = ['too-long', 'spaces', 'no-link', 'no-https', 'credentials', 'host', 'maximum'] as const;

/** What is wrong with the own settings, in words and in the order of the form. */
export function ownErrors(errors: readonly FieldError[]): PageErrors {
  const t = texts();
  const say = (message: string) => {
    const word = words.find((one) => one === message);
    if (!word) throw new Error(`expected a text for the error "${message}"`);
    return t(`own.error.${word}`);
  };
  return pageErrors(sayErrors(errors, { fields: ['link', 'maximum'], say }));
}

/** Why the own settings were not saved. */
export const ownRefused = z.discriminatedUnion('error', [
  refusedInvalid,
  refusedChanged(
    z.object({ meetingLink: z.string().nullable(), dailyMaximum: z.number(), version: z.number() }),
  ),
  z.object({ ok: z.literal(false), error: z.literal('video-to-come'), count: z.number() }),
]);

/** Saves the own settings that a form sent. */
export function postOwn(ctx: Ctx, values: FormValues): Promise<SaveOwnSettingsResult | Invalid> {
  const withoutVideo = values.action === 'without-video';
  return attempt(ownFormSchema, values, ({ link: meetingLink, maximum: dailyMaximum, version }) =>
    saveOwnSettings(ctx, { values: { meetingLink, dailyMaximum }, version, withoutVideo }),
  );
}
