import { showPhone } from '#server/booking/contact.ts';
import type { HeldAppointment } from '#server/held/types.ts';
import type { Language } from '#server/kernel/languages.ts';
import { wording } from '#ui/wording.ts';
import { needLines } from '../booking/needLines.ts';
import { texts } from '../content/texts.ts';
import { sayMoment } from './moment.ts';

/** One thing that is known, in words. */
export interface Row {
  term: string;
  value: string;
}

export type KnownAppointment = Omit<HeldAppointment, 'history' | 'notesOfColleagues'>;

/** Only what is kept: a row without a value is left out. */
export const known = (rows: readonly { term: string; value: string | null }[]): Row[] =>
  rows.flatMap(({ term, value }) => (value === null ? [] : [{ term, value }]));

/** All that is kept of one afspraak, row by row. */
export function appointmentRows(one: KnownAppointment, lang: Language): Row[] {
  const t = texts(lang);
  const w = wording(lang);
  const moment = (at: Date | null) => at && sayMoment(lang, at);
  const times = { from: w.time(one.start.getTime()), until: w.time(one.end.getTime()) };
  const status =
    one.heldUntil === null
      ? t(`held.status.${one.status}`, { time: '' })
      : t('held.status.held', { time: w.time(one.heldUntil.getTime()) });
  return known([
    { term: t('held.status'), value: status },
    { term: t('held.when'), value: t('held.when.value', { day: w.date(one.start.getTime()), ...times }) },
    { term: t('held.how'), value: t(`held.how.${one.modality}`, { location: one.location }) },
    { term: t('held.with'), value: one.casemanager },
    { term: t('held.topic'), value: one.topic[lang] },
    { term: t('held.reference'), value: one.reference },
    { term: t('held.name'), value: one.name },
    { term: t('held.age'), value: one.ageGroup && t(`booking.age.${one.ageGroup}`) },
    { term: t('held.email'), value: one.email },
    { term: t('held.phone'), value: one.phone && showPhone(one.phone) },
    { term: t('held.visit-address'), value: one.visitAddress },
    { term: t('held.reach'), value: one.reachBy && t(`held.reach.${one.reachBy}`) },
    {
      term: t('held.messages'),
      value: one.messages === 'full' ? null : t(`booking.messages.${one.messages}`),
    },
    { term: t('held.language'), value: t(`booking.language.${one.language}`) },
    { term: t('held.note'), value: one.note },
    { term: t('held.needs'), value: needLines(t, one).join(', ') || null },
    { term: t('held.referral'), value: one.referral },
    { term: t('held.outcome'), value: one.outcome && t(`held.outcome.${one.outcome}`) },
    { term: t('held.reason'), value: one.cancelReason },
    { term: t('held.message'), value: one.messageToJongere },
    { term: t('held.choose-again'), value: moment(one.chooseAgainAt) },
    { term: t('held.here'), value: moment(one.hereAt) },
    { term: t('held.kept'), value: one.keptOutsideHours ? t('held.kept.yes') : null },
    { term: t('held.follows'), value: moment(one.follows) },
    { term: t('held.created'), value: moment(one.createdAt) },
    { term: t('held.booked'), value: moment(one.bookedAt) },
    { term: t('held.cancelled'), value: moment(one.cancelledAt) },
    {
      term: t('held.link'),
      value: one.privateLinkUntil && t('held.link.until', { day: w.date(one.privateLinkUntil.getTime()) }),
    },
  ]);
}
