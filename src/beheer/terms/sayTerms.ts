import { meldingKinds } from '#db/schema/words.ts';
import { type Terms, trajectTermsSchema } from '#server/settings/trajectTerms.ts';
import { wording } from '#ui/wording.ts';
import type { texts } from '../../content/texts.ts';

type T = ReturnType<typeof texts>;

/** As Doorstart ships them. */
const usual = trajectTermsSchema.parse({}).first;

/** Since when terms hold. */
export const saySince = (t: T, from: string | null): string =>
  from === null ? t('terms.since.first') : t('terms.since', { day: wording('nl').dateOfDate(from) });

/** All terms with their dates, as the history of changes tells them; nothing chosen is what ships. */
export function sayAllTerms(t: T, value: unknown): string {
  const terms = trajectTermsSchema.safeParse(value ?? {}).data;
  if (!terms) return '';
  const { first, changes } = terms;
  const said = changes.map(({ from, value: after }, at) => {
    const before = changes[at - 1]?.value ?? first;
    return `${saySince(t, from)}: ${sayDifferences(t, before, after).join(', ')}`;
  });
  return [
    `${saySince(t, null)}: ${sayDifferences(t, usual, first).join(', ') || t('terms.usual')}`,
    ...said,
  ].join('; ');
}

/** What became otherwise, one line each. */
export function sayDifferences(t: T, before: Terms, after: Terms): string[] {
  const lines = meldingKinds.flatMap((kind) => {
    const [was, is] = [before.kinds[kind], after.kinds[kind]];
    return [
      { step: 'contact', from: was.contactDays, to: is.contactDays },
      { step: 'intake', from: was.intakeDays, to: is.intakeDays },
    ].flatMap(({ step, from, to }) =>
      from === to
        ? []
        : [
            t(`terms.differs.${step === 'contact' ? 'contact' : 'intake'}`, {
              kind: t(`terms.kind.${kind}`),
              from,
              to,
            }),
          ],
    );
  });
  const assigns =
    before.assignDays === after.assignDays
      ? []
      : [t('terms.differs.assign', { from: before.assignDays, to: after.assignDays })];
  return [...assigns, ...lines];
}
