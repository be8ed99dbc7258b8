import type { Needs } from '#server/booking/needs.ts';
import type { texts } from '../content/texts.ts';

/** What somebody needs, a line each. Who comes along from where they were referred, is told by who referred. */
export function needLines(
  t: ReturnType<typeof texts>,
  { interpreter, companion, stepFree }: Needs,
): string[] {
  return [
    ...(interpreter === null ? [] : [t('referred.needs.interpreter', { language: interpreter })]),
    ...(companion === null ? [] : [t(`booking.needs.said.${companion}`)]),
    ...(stepFree ? [t('referred.needs.step-free')] : []),
  ];
}
