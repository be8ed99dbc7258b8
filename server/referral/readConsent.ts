import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/booking/context.ts';
import type { Language } from '#server/kernel/languages.ts';
import { consentOf, type Said } from './consent.ts';
import { organisationOf } from './maker.ts';

/** The sentence that a jongere agrees to when somebody of the own organisation refers them. */
export async function readConsent(ctx: Ctx, language: Language): Promise<Said> {
  const { staff: me } = may(ctx, 'referral.make');
  const { settings } = await ctx.roster.current();
  return consentOf(settings, await organisationOf(ctx, me.organisation), language);
}

/** The same for a form without an account. */
export async function readFormConsent(ctx: Ctx, language: Language): Promise<Said> {
  may(ctx, 'referral.send');
  const { settings } = await ctx.roster.current();
  return consentOf(settings, null, language);
}
