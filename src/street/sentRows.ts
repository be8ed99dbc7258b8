import { companions, messageLevels, reachWays } from '#db/schema/words.ts';
import type { texts } from '../content/texts.ts';

interface Sent {
  firstName: string;
  contactOf: 'jongere' | 'jongerenwerker';
  contact: readonly (string | null | undefined)[];
  topic: string;
  told: string | null | undefined;
  /** It was said in a chat, for who reads this. */
  isFromChat?: boolean;
  urgent: string | null | undefined;
  interpreter: string | null | undefined;
  companion: string | null | undefined;
  stepFree: boolean;
  reachBy: string | null | undefined;
  reachNote: string | null | undefined;
  /** Who reads messages; only where an afspraak is made along with it. */
  messageLevel?: string | undefined;
}

/** What is passed on of a jongere, a row for each thing that was said. */
export function sentRows(
  t: ReturnType<typeof texts>,
  sent: Sent,
): { term: string; value: string | string[] }[] {
  const companion = companions.find((one) => one === sent.companion);
  const reachBy = reachWays.find((one) => one === sent.reachBy);
  const messages = messageLevels.find((one) => one === sent.messageLevel);
  const all = [
    { term: t('street.first-name'), value: sent.firstName },
    { term: t(`street.contact.${sent.contactOf}`), value: sent.contact.filter((one) => !!one).map(String) },
    { term: t('street.topic'), value: sent.topic },
    { term: t(sent.isFromChat ? 'street.told.chat' : 'street.told'), value: sent.told ?? '' },
    { term: t('street.urgent.why'), value: sent.urgent ?? '' },
    { term: t('street.interpreter'), value: sent.interpreter ?? '' },
    { term: t('street.companion'), value: companion ? t(`street.companion.${companion}`) : '' },
    { term: t('street.step-free'), value: sent.stepFree ? t('street.yes') : '' },
    { term: t('street.reach'), value: reachBy ? t(`street.reach.${reachBy}`) : '' },
    { term: t('street.reads'), value: messages ? t(`street.reads.${messages}`) : '' },
    { term: t('street.reach-note'), value: sent.reachNote ?? '' },
  ];
  return all.filter(({ value }) => value.length > 0);
}
