import { readSharing, withdrawSharing } from '#server/referral/ownReferral.ts';
import type { SharedReferral } from '#server/referral/types.ts';
import { notFound, redirectTo, showPage, type TakeStep } from '#ui/step.ts';
import { pathsIn } from '../booking/paths.ts';

export interface SharedPage {
  referral: SharedReferral;
  /** It was corrected just now. */
  isCorrected: boolean;
}

/** What is shared about an afspraak with who referred, by its private link; a form ends that. */
export const sharedStep: TakeStep<SharedPage> = async ({ request, url, params, locals: { ctx } }) => {
  const { token = '' } = params;
  const paths = pathsIn(ctx.language);
  if (request.method === 'POST') {
    const result = await withdrawSharing(ctx, token);
    return result.ok ? redirectTo(paths.shared(token)) : notFound;
  }
  const found = await readSharing(ctx, token);
  if (!found.ok || found.referral === null) return notFound;
  return showPage({ referral: found.referral, isCorrected: url.searchParams.get('done') === 'corrected' });
};
