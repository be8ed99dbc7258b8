import { may } from '#server/access/may.ts';
import { type OwnSettings, readOwnSettings, type StoredOwn } from '#server/accounts/ownSettings.ts';
import { type OwnPush, readOwnPush } from '#server/push/ownPush.ts';
import type { PageErrors } from '#ui/errors.ts';
import { typed } from '#ui/form.ts';
import { brokenForm, redirectTo, showPage, type TakeStep } from '#ui/step.ts';
import { takeForm } from '#ui/takeForm.ts';
import { versionFor } from '#ui/version.ts';
import { staffPaths } from '../agenda/paths.ts';
import { ownErrors, ownRefused, postOwn } from './ownForm.ts';

export interface OwnPage {
  own: OwnSettings;
  /** What the fields hold. */
  fields: { link: string | undefined; maximum: string | undefined };
  version: number;
  errors: PageErrors;
  /** What another device saved meanwhile. */
  changed: StoredOwn | null;
  /** Video afspraken to come would lose their link: only who says so again goes on. */
  asks: boolean;
  saved: boolean;
  /** What their devices are told. */
  push: OwnPush;
}

/** The own settings of whoever is signed in. */
export const ownStep: TakeStep<OwnPage> = async (asked) => {
  const { ctx } = asked.locals;
  may(ctx, 'own-settings.read');
  const form = await takeForm(asked);
  const { values } = form;
  if (values === null) return brokenForm;
  const result = await form.answer(ownRefused, (sent) => postOwn(ctx, sent));
  if (result?.ok) return redirectTo(`${staffPaths.own}?done=saved`);
  if (form.sent) return form.again();

  const [own, push] = await Promise.all([readOwnSettings(ctx), readOwnPush(ctx)]);
  const stored = { link: own.meetingLink ?? '', maximum: String(own.dailyMaximum) };
  const errors = ownErrors(result?.error === 'invalid' ? result.errors : []);
  const changed = result?.error === 'changed' ? result.now : null;
  const fields = values ? { link: typed(values, 'link'), maximum: typed(values, 'maximum') } : stored;
  const version = versionFor(values, changed, own.version);
  const asks = result?.error === 'video-to-come';
  const saved = !values && asked.url.searchParams.get('done') === 'saved';
  const status = result ? (result.error === 'invalid' ? 422 : 409) : 200;
  return showPage({ own, fields, version, errors, changed, asks, saved, push }, status);
};
