import { may } from '#server/access/may.ts';
import { mostUploadBytes } from '#server/looks/safeLogo.ts';
import { uploadLogo } from '#server/looks/uploadLogo.ts';
import { brokenForm, redirectTo, type TakeStep } from '#ui/step.ts';
import { takeForm } from '#ui/takeForm.ts';
import { staffPaths, withQuery } from '../../agenda/paths.ts';
import { texts } from '../../content/texts.ts';
import { type Refusal, refusals, said } from './looksForm.ts';

/** Takes a logo that somebody sent, and leads to the page on which it can be looked at and chosen. */
export const uploadStep: TakeStep<never> = async (asked) => {
  const { ctx, lang } = asked.locals;
  const t = texts(lang);
  may(ctx, 'configuration.save');
  // Somebody may come back to this address after signing in again.
  if (asked.request.method !== 'POST') return redirectTo(staffPaths.looks);
  const form = await takeForm(asked);
  if (form.values === null) return brokenForm;
  let hash: string | undefined;
  const result = await form.answer(refusals, async ({ file }): Promise<Refusal | { ok: true }> => {
    const isFile = file instanceof File && file.size > 0;
    const uploaded = isFile ? await send(file) : ({ ok: false, error: 'none' } as const);
    if (!uploaded.ok) return said([{ field: 'file', message: t(`looks.logo.error.${uploaded.error}`) }]);
    hash = uploaded.hash;
    return { ok: true };
  });
  return result?.ok
    ? redirectTo(`${withQuery(staffPaths.looks, { logo: hash })}#logo`)
    : form.again(staffPaths.looks);

  async function send(file: File) {
    if (file.size > mostUploadBytes) return { ok: false, error: 'too-large' } as const;
    return uploadLogo(ctx, await file.bytes());
  }
};
