import { showPhone } from '#server/booking/contact.ts';
import type { Language } from '#server/kernel/languages.ts';
import type { OwnReferral } from '#server/referral/types.ts';
import { meetsAtLocation } from '#server/slots/rules.ts';
import type { Wording } from '#ui/wording.ts';
import { howWords } from '../agenda/howWords.ts';
import type { texts } from '../content/texts.ts';
import { sentRows } from './sentRows.ts';

interface Words {
  t: ReturnType<typeof texts>;
  w: Wording;
  lang: Language;
}

/** A referral as its page tells it: what was sent, what was agreed to, and where the afspraak is for who is involved. */
export function referralRows({ t, w, lang }: Words, of: OwnReferral) {
  const { place, consent, phone } = of;
  const sent = sentRows(t, {
    ...of,
    isFromChat: of.handedOver !== null,
    contact: [phone === null ? null : showPhone(phone), of.email],
    topic: of.topic.label[lang],
  });
  const where = place && howWords(t, { modality: place.modality, location: place.location.name });
  const how = place && where && (meetsAtLocation(place.modality) ? [where, place.location.address] : where);
  return [
    ...(how ? [{ term: t('street.booked.where'), value: how }] : []),
    ...sent,
    ...(of.handedOver && !of.handedOver.canReach && of.status.status === 'handed-over'
      ? [{ term: t('street.contact.jongere'), value: t('street.contact.later') }]
      : []),
    ...(of.handedOver?.by ? [{ term: t('street.handed-over'), value: of.handedOver.by }] : []),
    ...(of.handedOver?.takenAt && of.madeBy !== null
      ? [{ term: t('street.taken'), value: `${of.madeBy}, ${w.date(of.handedOver.takenAt)}` }]
      : []),
    { term: t('street.made'), value: madeWords() },
    { term: t('street.consent'), value: [consent.text, w.date(consent.at)] },
  ];

  function madeWords(): string {
    const day = w.date(of.createdAt);
    return of.madeBy === null || of.handedOver ? day : t('street.made.by', { name: of.madeBy, day });
  }
}
