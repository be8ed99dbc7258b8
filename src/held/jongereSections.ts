import { showPhone } from '#server/booking/contact.ts';
import type { HeldListRow, HeldMelding } from '#server/held/readMeldingen.ts';
import type { HeldWho } from '#server/held/readWho.ts';
import type { HeldJongere } from '#server/held/types.ts';
import { fullName } from '#server/jongeren/names.ts';
import { wording } from '#ui/wording.ts';
import { texts } from '../content/texts.ts';
import { sayCorrection } from '../traject/sayCorrection.ts';
import { known, type Row } from './appointmentRows.ts';
import { sayMoment } from './moment.ts';
import { jongereHistory, meldingHistory } from './sayEvent.ts';
import type { Section } from './section.ts';
import { trajectSection } from './trajectSection.ts';

const t = texts();
const w = wording('nl');
const moment = (at: Date | null) => at && sayMoment('nl', at);
const day = (date: string | null) => date && w.dateOfDate(date);
const yesNo = (value: boolean | null) => (value === null ? null : t(value ? 'record.yes' : 'record.no'));

/** All that is kept of somebody who was reported, thing by thing. */
export const jongereSections = ({ who, meldingen, trajecten, listRows }: HeldJongere): Section[] => [
  ...who.map(whoSection),
  ...meldingen.map(meldingSection),
  ...trajecten.map(trajectSection),
  ...listRows.map(listRowSection),
];

function whoSection(one: HeldWho): Section {
  return {
    title: t('record.who', { name: fullName(one) }),
    rows: known([
      { term: t('held.name'), value: fullName(one) },
      { term: t('record.born'), value: day(one.birthDate) },
      { term: t('record.bsn'), value: one.bsn },
      { term: t('record.residence'), value: one.residence },
      { term: t('record.address'), value: one.address },
      { term: t('record.secret-address'), value: one.secretAddress ? t('record.yes') : null },
      { term: t('held.phone'), value: one.phone && showPhone(one.phone) },
      { term: t('held.email'), value: one.email },
      { term: t('held.reach'), value: one.reachBy && t(`held.reach.${one.reachBy}`) },
      { term: t('record.reach-note'), value: one.reachNote },
      { term: t('held.messages'), value: t(`booking.messages.${one.messages}`) },
      { term: t('held.language'), value: t(`booking.language.${one.language}`) },
      { term: t('record.interpreter'), value: one.interpreter },
      { term: t('record.objected'), value: moment(one.objectedAt) },
      { term: t('record.parents'), value: one.guardians.join(', ') || null },
      { term: t('record.kept-since'), value: moment(one.createdAt) },
    ]),
    parts: [
      {
        title: t('record.schools'),
        rows: one.enrolments.map(({ school, pupilNumber, programme, seenOn, endedOn }) =>
          known([
            { term: t('record.school'), value: school },
            { term: t('record.pupil-number'), value: pupilNumber },
            { term: t('record.programme'), value: programme },
            { term: t('record.seen-on'), value: day(seenOn) },
            { term: t('record.ended-on'), value: day(endedOn) },
          ]),
        ),
      },
      { title: t('record.asked'), rows: one.requests.map(requestRows) },
      {
        title: t('record.corrections'),
        lines: one.corrections.map((correction) => ({
          at: correction.at,
          by: correction.by,
          text: sayCorrection(correction),
        })),
      },
      jongereHistory(one.history),
    ],
  };
}

const requestRows = (one: HeldWho['requests'][number]): Row[] =>
  known([
    { term: t('record.asked.what'), value: t(`record.asked.${one.kind}`) },
    { term: t('record.asked.on'), value: day(one.askedOn) },
    { term: t('record.asked.said'), value: one.said },
    {
      term: t('record.asked.recorded'),
      value: t('record.by-at', {
        name: one.recordedBy ?? t('record.you'),
        at: sayMoment('nl', one.recordedAt),
      }),
    },
    { term: t('record.asked.decision'), value: one.decision && t(`record.asked.${one.decision}`) },
    { term: t('record.asked.refusal'), value: one.refusal },
    {
      term: t('record.asked.decided'),
      value:
        one.decidedAt && t('record.by-at', { name: one.decidedBy ?? '', at: sayMoment('nl', one.decidedAt) }),
    },
  ]);

function meldingSection(one: HeldMelding): Section {
  return {
    title: t('record.melding', { day: w.date(one.reportedAt.getTime()) }),
    rows: known([
      { term: t('record.melding.kind'), value: t(`traject.melding.${one.kind}`) },
      { term: t('record.melding.by'), value: one.organisation ?? t(`traject.source.${one.source}`) },
      { term: t('record.melding.how'), value: t(`traject.source.${one.source}`) },
      { term: t('record.melding.location'), value: one.location },
      { term: t('record.melding.began'), value: day(one.beganOn) },
      { term: t('record.melding.ended'), value: day(one.endedOn) },
      { term: t('record.melding.hours'), value: one.hoursMissed?.toString() ?? null },
      { term: t('record.melding.all-lessons'), value: yesNo(one.allLessons) },
      { term: t('record.melding.reason'), value: one.reason },
      { term: t('record.melding.school-did'), value: one.schoolDid },
      { term: t('record.melding.asks'), value: one.asks },
      { term: t('record.melding.asks-nothing'), value: one.asksNothing },
      { term: t('record.melding.told'), value: one.told && t(`record.told.${one.told}`) },
      { term: t('record.melding.next'), value: one.nextStatus && t(`traject.next-status.${one.nextStatus}`) },
      { term: t('held.status'), value: t(`traject.melding-state.${one.state}`) },
      {
        term: t('record.melding.explanation'),
        value: one.explanation && t(`record.explanation.${one.explanation}`),
      },
      {
        term: t('request.closed.why'),
        value: one.closeReason && t(`traject.close-reason.${one.closeReason}`),
      },
      { term: t('record.melding.handled'), value: moment(one.handledAt) },
      { term: t('record.melding.settled'), value: moment(one.settledAt) },
      { term: t('record.melding.destroyed'), value: day(one.destroyedOn) },
    ]),
    parts: [
      {
        title: t('record.melding.additions'),
        lines: one.additions.map(({ at, text }) => ({ at, by: one.organisation, text })),
      },
      meldingHistory(one.history),
    ],
  };
}

function listRowSection(one: HeldListRow): Section {
  return {
    title: t('record.list', { day: w.dateOfDate(one.asOf) }),
    rows: known([
      { term: t('record.list.kind'), value: t(`record.list.${one.list}`) },
      { term: t('record.melding.by'), value: one.sender },
      { term: t('record.list.row'), value: String(one.number) },
      { term: t('record.list.cells'), value: cellsOf(one.cells) },
      { term: t('record.list.why'), value: one.explanation && t(`record.list-why.${one.explanation}`) },
      { term: t('record.list.note'), value: one.explanationNote },
      {
        term: t('record.list.explained'),
        value:
          one.explainedAt &&
          t('record.by-at', { name: one.explainedBy ?? '', at: sayMoment('nl', one.explainedAt) }),
      },
    ]),
    parts: [],
  };
}

/** What stood in the cells of the row, as it was typed; whatever shape it has. */
function cellsOf(cells: unknown): string | null {
  if (cells === null || typeof cells !== 'object') return null;
  const all: unknown[] = Array.isArray(cells) ? cells : Object.values(cells);
  const typed = all.filter((cell) => typeof cell === 'string' || typeof cell === 'number');
  return typed.length === 0 ? null : typed.join(' · ');
}
