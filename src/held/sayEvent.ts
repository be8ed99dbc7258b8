import type { HeldEventOf } from '#server/held/readEvents.ts';
import { texts } from '../content/texts.ts';
import type { Line, SectionPart } from './section.ts';

const t = texts();

/** What happened to somebody who was reported, to a melding or to a traject: the last part of what is told of it. */
export const jongereHistory = (events: readonly HeldEventOf<'jongere'>[]): SectionPart =>
  part(events.map((one) => lineOf(one, t(`record.event.jongere.${one.what}`))));

export const meldingHistory = (events: readonly HeldEventOf<'melding'>[]): SectionPart =>
  part(events.map((one) => lineOf(one, t(`record.event.melding.${one.what}`))));

export const trajectHistory = (events: readonly HeldEventOf<'traject'>[]): SectionPart =>
  part(events.map((one) => lineOf(one, t(`traject.event.${one.what}`))));

const part = (lines: readonly Line[]): SectionPart => ({ title: t('held.history'), lines });

/** `Gegevens veranderd door Noor` */
const lineOf = ({ at, by }: Pick<HeldEventOf<'jongere'>, 'at' | 'by'>, what: string): Line => ({
  at,
  by: null,
  text: `${what} ${t(`request.by.${by.kind}`, { name: by.name ?? '' })}`,
});
