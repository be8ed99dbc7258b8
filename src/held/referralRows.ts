import { showPhone } from '#server/booking/contact.ts';
import type { HeldReferral } from '#server/held/types.ts';
import type { Language } from '#server/kernel/languages.ts';
import { wording } from '#ui/wording.ts';
import { texts } from '../content/texts.ts';
import { sayCompanion } from '../referral/sayCompanion.ts';
import { sayReferrer } from '../referral/sayReferrer.ts';
import { known, type Row } from './appointmentRows.ts';
import { sayMoment } from './moment.ts';

/** All that is kept of how somebody was brought here, row by row; what was written about it aside. */
export function referralRows(one: Omit<HeldReferral, 'history'>, lang: Language): Row[] {
  const t = texts(lang);
  const w = wording(lang);
  const moment = (at: Date | null) => at && sayMoment(lang, at);
  const who = sayReferrer(t, { name: one.madeBy, organisation: one.organisation });
  const link = one.links.at(-1);
  return known([
    ...(one.source === 'chat'
      ? [
          { term: t('held.brought.to'), value: one.organisation },
          { term: t('held.brought.by'), value: one.madeBy },
        ]
      : [{ term: t('held.brought.by'), value: who }]),
    { term: t('held.brought.how'), value: t(`held.brought.how.${one.source}`) },
    { term: t('held.created'), value: moment(one.createdAt) },
    { term: t('held.topic'), value: one.topic[lang] },
    { term: t('held.name'), value: one.firstName },
    { term: t('held.age'), value: one.ageGroup && t(`booking.age.${one.ageGroup}`) },
    { term: t('held.email'), value: one.email },
    { term: t('held.phone'), value: one.phone && showPhone(one.phone) },
    { term: t('held.reach'), value: one.reachBy && t(`held.reach.${one.reachBy}`) },
    {
      term: t('held.brought.reach'),
      value: one.contactOf === 'jongerenwerker' ? t('referred.reach.theirs', { who }) : null,
    },
    { term: t('referred.reach-note'), value: one.reachNote },
    { term: t('held.language'), value: t(`booking.language.${one.language}`) },
    { term: t('referred.told'), value: one.told },
    { term: t('referred.urgent'), value: one.urgent },
    { term: t('referred.companion'), value: sayCompanion(t, one.companion, who) },
    { term: t('held.brought.interpreter'), value: one.interpreter },
    {
      term: t('referred.needs'),
      value: one.stepFree ? t('referred.needs.step-free') : null,
    },
    { term: t('referred.agreed', { day: w.day(one.consent.at.getTime()) }), value: one.consent.text },
    { term: t('held.brought.link'), value: link ? moment(link.createdAt) : null },
    { term: t('held.brought.used'), value: link ? moment(link.usedAt) : null },
    { term: t('held.brought.taken'), value: one.takenBy && `${one.takenBy}, ${moment(one.takenAt)}` },
    { term: t('held.brought.contact'), value: one.contact && t(`held.brought.contact.${one.contact}`) },
    { term: t('held.brought.contact.at'), value: moment(one.contactAt) },
    { term: t('held.brought.withdrawn'), value: moment(one.withdrawnAt) },
    { term: t('held.brought.withdrawn.why'), value: one.withdrawnReason },
    { term: t('held.brought.sharing'), value: moment(one.sharingEndedAt) },
    { term: t('held.brought.closed'), value: moment(one.closedAt) },
    {
      term: t('held.brought.closed.why'),
      value: one.closeReason && t(`held.brought.close.${one.closeReason}`),
    },
  ]);
}
