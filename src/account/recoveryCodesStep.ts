import { readOwnFactors } from '#server/accounts/factors/ownFactors.ts';
import {
  keepRecoverySheet,
  readRecoverySheet,
  renewRecoveryCodes,
} from '#server/accounts/factors/recoveryCodes.ts';
import { returnPath } from '#server/accounts/returnPath.ts';
import { readForm, typed } from '#ui/form.ts';
import { brokenForm, redirectTo, showPage, type TakeStep } from '#ui/step.ts';
import { staffPaths, withQuery } from '../agenda/paths.ts';

export interface RecoveryCodesPage {
  /** The codes that were just made, to write down; null when they were, or there are none. */
  codes: string[] | null;
  left: number;
  /** Whether there is a factor that codes stand in for. */
  hasFactor: boolean;
  /** The address that the forms are sent to, with where it goes on. */
  action: string;
}

/** Recovery codes: to write down right after they were made, and how many are left. */
export const recoveryCodesStep: TakeStep<RecoveryCodesPage> = async ({ request, url, locals }) => {
  const { ctx } = locals;
  const asks = url.searchParams.get('back');
  const action = staffPaths.recoveryCodes(asks ?? undefined);
  if (request.method === 'POST') {
    const values = await readForm(request);
    if (values === null) return brokenForm;
    if (typed(values, 'does') === 'kept') {
      await keepRecoverySheet(ctx);
      return redirectTo(asks ? returnPath(asks) : withQuery(staffPaths.account, { done: 'codes' }));
    }
    const renewed = await renewRecoveryCodes(ctx);
    return redirectTo(!renewed.ok && renewed.error === 'unconfirmed' ? staffPaths.confirm(action) : action);
  }
  const [codes, { codesLeft, factors }] = await Promise.all([readRecoverySheet(ctx), readOwnFactors(ctx)]);
  return showPage({ codes, left: codesLeft, hasFactor: factors.length > 0, action });
};
