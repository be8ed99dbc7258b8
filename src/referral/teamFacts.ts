import { showPhone } from '#server/booking/contact.ts';
import type { TeamReferral } from '#server/referral/types.ts';
import type { texts } from '../content/texts.ts';
import { sayCompanion } from './sayCompanion.ts';
import { sayReferrer } from './sayReferrer.ts';

/** By whom a jongere comes and what was said of them, for the team; what was not said is left out. */
export function teamFacts(
  t: ReturnType<typeof texts>,
  referral: TeamReferral,
): { term: string; value: string }[] {
  const { referrer, companion, interpreter, stepFree, told, contactOf, reachNote, urgent } = referral;
  const who = sayReferrer(t, referrer);
  const name = referrer.name ?? who;
  const lines = (all: readonly (string | null | false)[]) => all.filter(Boolean).join('\n');
  const rows = [
    {
      term: t('care.referral.from'),
      value: lines([
        who,
        referrer.ended && t('waiting.ended'),
        referrer.phone && showPhone(referrer.phone),
        referrer.email,
      ]),
    },
    { term: t('care.referral.urgent'), value: urgent },
    { term: t('care.referral.told'), value: told },
    {
      term: t('care.referral.needs'),
      value: lines([
        interpreter && t('referred.needs.interpreter', { language: interpreter }),
        stepFree && t('referred.needs.step-free'),
      ]),
    },
    { term: t('care.referral.companion'), value: sayCompanion(t, companion, name) },
    {
      term: t('care.referral.reach'),
      value: lines([contactOf === 'jongerenwerker' && t('care.referral.through', { name }), reachNote]),
    },
  ];
  return rows.flatMap(({ term, value }) => (value ? [{ term, value }] : []));
}
