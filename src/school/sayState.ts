import type { MeldingState } from '#server/meldingen/kinds.ts';
import type { OwnMeldingRow } from '#server/meldingen/readOwn.ts';
import type { texts } from '../content/texts.ts';

const looks = {
  registered: 'info',
  handled: 'accent',
  closed: 'success',
  noted: 'neutral',
  withdrawn: 'neutral',
} as const satisfies Record<MeldingState, string>;

/** Where a melding stands, in a word for a list. */
export const sayState = (t: ReturnType<typeof texts>, { state }: Pick<OwnMeldingRow, 'state'>) => ({
  text: t(`school.state.${state}`),
  look: looks[state],
});

/** What that means, and who has it. */
export function sayMeans(
  t: ReturnType<typeof texts>,
  { state, owner, team, closeReason }: Pick<OwnMeldingRow, 'state' | 'owner' | 'team' | 'closeReason'>,
  days: number,
): string {
  if (state === 'closed') return t(`school.closed.${closeReason ?? 'left-otherwise'}`);
  if (state !== 'registered' && state !== 'handled') return t(`school.means.${state}`);
  if (owner !== null)
    return team === null
      ? t('school.means.owner', { name: owner })
      : t('school.means.owner-of', { name: owner, team });
  return team === null ? t('school.means.waits', { days }) : t('school.means.waits-at', { team, days });
}
