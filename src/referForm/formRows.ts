import { companions, contactOwners, reachWays } from '#db/schema/words.ts';
import type { texts } from '../content/texts.ts';
import type { FormTexts } from './fields.ts';

/** All that is passed on, a row for each thing that was said. */
export function formRows(
  t: ReturnType<typeof texts>,
  fields: FormTexts,
  topic: string | undefined,
): { term: string; value: string | string[] }[] {
  const texts = (...all: readonly (string | undefined)[]) => all.flatMap((one) => (one?.trim() ? [one] : []));
  const owner = contactOwners.find((one) => one === fields.contactOf) ?? 'jongere';
  const companion = companions.find((one) => one === fields.companion);
  const reachBy = reachWays.find((one) => one === fields.reachBy);
  const rows = [
    {
      term: t('refer.you.row'),
      value: texts(fields.fromName, fields.fromOrganisation, fields.fromEmail, fields.fromPhone),
    },
    { term: t('refer.first-name'), value: texts(fields.firstName) },
    { term: t(`refer.row.contact.${owner}`), value: texts(fields.phone, fields.email) },
    { term: t('refer.topic'), value: texts(topic) },
    { term: t('refer.told'), value: texts(fields.told) },
    { term: t('refer.urgent'), value: texts(fields.isUrgent === 'yes' ? fields.urgent : undefined) },
    {
      term: t('refer.interpreter'),
      value: texts(fields.needsInterpreter === 'yes' ? fields.interpreter : undefined),
    },
    { term: t('refer.step-free'), value: texts(fields.stepFree === 'yes' ? t('refer.yes') : undefined) },
    { term: t('refer.companion'), value: texts(companion && t(`refer.companion.${companion}`)) },
    { term: t('refer.reach'), value: texts(reachBy && t(`refer.reach.${reachBy}`)) },
    { term: t('refer.reach-note'), value: texts(fields.reachNote) },
  ];
  return rows.filter(({ value }) => value.length > 0);
}
