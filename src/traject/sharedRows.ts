import { showPhone } from '#server/booking/contact.ts';
import type { Shared } from '#server/trajecten/shared.ts';
import type { wording } from '#ui/wording.ts';
import type { texts } from '../content/texts.ts';

/** What a jongere agreed to share, a row each; in Dutch, as it was written. Pure. */
export function sharedRows(
  { contact, age, schools, meldingen, attempts, verslagen }: Shared,
  t: ReturnType<typeof texts>,
  w: ReturnType<typeof wording>,
): { term: string; value: string }[] {
  const lines = (parts: readonly (string | null | undefined | false)[], between: string) =>
    parts.filter(Boolean).join(between);
  const reach = contact && [contact.phone && showPhone(contact.phone), contact.email, contact.reachNote];
  const rows = [
    {
      term: t('traject.offer.who'),
      value: lines([contact?.name, age !== null && t('traject.head.about', { age })], ', '),
    },
    { term: t('traject.part.contact'), value: lines(reach ?? [], ', ') },
    { term: t('traject.part.school'), value: schools?.join('\n') },
    {
      term: t('traject.part.meldingen'),
      value: meldingen
        ?.map(({ kind, at, reason }) =>
          lines([`${t(`traject.melding.${kind}`)}, ${w.dayAndMonth(at)}`, reason], ': '),
        )
        .join('\n'),
    },
    {
      term: t('traject.part.attempts'),
      value: attempts
        ?.map(({ way, at, outcome }) =>
          lines([`${t(`traject.way.${way}`)}, ${w.dayAndMonth(at)}`, t(`traject.outcome.${outcome}`)], ': '),
        )
        .join('\n'),
    },
    {
      term: t('traject.part.verslagen'),
      value: verslagen
        ?.map(({ at, facts, reasons, agreements }) =>
          lines([w.dayAndMonth(at), facts, reasons, agreements], '\n'),
        )
        .join('\n\n'),
    },
  ];
  return rows.flatMap(({ term, value }) => (value ? [{ term, value }] : []));
}
