import { showPhone } from '#server/booking/contact.ts';
import type { HeldTraject } from '#server/held/readTrajecten.ts';
import { wording } from '#ui/wording.ts';
import { texts } from '../content/texts.ts';
import { known, type Row } from './appointmentRows.ts';
import { sayMoment } from './moment.ts';
import { trajectHistory } from './sayEvent.ts';
import type { Line, Section } from './section.ts';

const t = texts();
const w = wording('nl');
const moment = (at: Date | null) => at && sayMoment('nl', at);
const day = (date: string | null) => date && w.dateOfDate(date);

/** All that is kept of one traject, and how much of it is left out. */
export function trajectSection(one: HeldTraject): Section {
  const next = one.nextAction && [t(`traject.action.${one.nextAction}`), day(one.nextOn)].join(', ');
  return {
    title: t('record.traject', { day: w.date(one.openedAt.getTime()) }),
    rows: known([
      { term: t('held.status'), value: t(`traject.state.${one.state}`) },
      { term: t('held.with'), value: one.owner },
      { term: t('record.traject.assigned'), value: moment(one.assignedAt) },
      { term: t('record.traject.next'), value: next },
      { term: t('record.traject.next-note'), value: one.nextNote },
      { term: t('record.traject.approached'), value: moment(one.approachedAt) },
      { term: t('record.traject.reached'), value: moment(one.reachedAt) },
      { term: t('record.traject.intake'), value: moment(one.intakeAt) },
      { term: t('record.traject.started'), value: moment(one.startedAt) },
      { term: t('record.traject.look-again'), value: day(one.lookAgainOn) },
      { term: t('request.closed'), value: moment(one.closedAt) },
      { term: t('record.traject.reopened'), value: moment(one.reopenedAt) },
      {
        term: t('record.traject.destination'),
        value: one.destination && t(`traject.destination.${one.destination}`),
      },
      {
        term: t('record.traject.check'),
        value: one.destinationCheck && t(`traject.check.${one.destinationCheck}`),
      },
      { term: t('record.traject.where'), value: one.destinationNote },
    ]),
    leftOut: leftOut(one),
    parts: [
      { title: t('record.traject.attempts'), lines: one.attempts.map(attemptLine) },
      { title: t('record.traject.notes'), lines: one.notes.flatMap(noteLines) },
      { title: t('record.traject.handovers'), rows: one.handovers.map(handoverRows) },
      { title: t('record.traject.invitations'), rows: one.invitations.map(invitationRows) },
      { title: t('traject.look'), lines: one.looks.map(lookLine) },
      trajectHistory(one.history),
    ],
  };
}

function leftOut({ notesLeftOut, attemptsLeftOut, looksLeftOut }: HeldTraject): string | null {
  const said = [
    notesLeftOut > 0 && t('record.traject.notes-left-out', { count: notesLeftOut }),
    attemptsLeftOut > 0 && t('record.traject.attempts-left-out', { count: attemptsLeftOut }),
    looksLeftOut > 0 && t('record.traject.looks-left-out', { count: looksLeftOut }),
  ].filter(Boolean);
  return said.length === 0 ? null : said.join(' ');
}

const attemptLine = ({ at, by, way, party, outcome, note }: HeldTraject['attempts'][number]): Line => ({
  at,
  by,
  text: [
    t('record.traject.attempt', { way: t(`traject.way.${way}`), party: t(`traject.party.${party}`) }),
    t(`traject.outcome.${outcome}`),
    note,
  ]
    .filter(Boolean)
    .join('. '),
});

/** A look: of one that is still to be done, who planned it and for when. */
const lookLine = (look: HeldTraject['looks'][number]): Line => ({
  at: look.doneAt ?? look.plannedAt,
  by: look.doneAt === null ? look.plannedBy : look.doneBy,
  text: [
    t('record.traject.look', { day: w.dateOfDate(look.dueOn), ask: t(`record.traject.look.${look.ask}`) }),
    look.outcome && t(`traject.look.outcome.${look.outcome}`),
    look.note,
  ]
    .filter(Boolean)
    .join('. '),
});

/** What was written, and what of it went out in which words. */
function noteLines(note: HeldTraject['notes'][number]): Line[] {
  const { kind, school, audience, version, facts, reasons, agreements } = note;
  const title = t('record.traject.note', {
    kind: t(`traject.kind.${kind}`),
    audience: school ?? t(`traject.audience.${audience}`),
    version,
  });
  const written = [
    facts,
    reasons && `${t('traject.verslag.reasons')}: ${reasons}`,
    agreements && `${t('traject.verslag.agreements')}: ${agreements}`,
  ];
  return [
    { at: note.at, by: note.by, text: [title, ...written].filter(Boolean).join('\n') },
    ...note.sent.map((sent) => ({
      at: sent.at,
      by: sent.by,
      text: `${t('record.traject.sent', {
        way: t(`traject.sent-way.${sent.way}`),
        to: sent.to ?? t(`traject.audience.${sent.audience}`),
      })}\n${sent.words}`,
    })),
  ];
}

const handoverRows = (one: HeldTraject['handovers'][number]): Row[] =>
  known([
    { term: t('held.status'), value: t(`traject.handover-state.${one.state}`) },
    {
      term: t('record.handover.by'),
      value: t('record.by-at', { name: one.by, at: sayMoment('nl', one.at) }),
    },
    { term: t('record.handover.to'), value: one.to },
    { term: t('traject.handover.reason'), value: one.reason },
    {
      term: t('record.handover.parts'),
      value: one.parts.map((part) => t(`traject.part.${part}`)).join(', ') || null,
    },
    {
      term: t('traject.handover.talk'),
      value: one.talk && `${t(`traject.talk.${one.talk}`)}, ${day(one.talkOn)}`,
    },
    {
      term: t('record.handover.settled'),
      value:
        one.settledAt && t('record.by-at', { name: one.settledBy ?? '', at: sayMoment('nl', one.settledAt) }),
    },
    { term: t('record.handover.refusal'), value: one.refusal },
    { term: t('record.handover.opens'), value: moment(one.opensUntil) },
    {
      term: t('record.handover.openings'),
      value:
        one.openings
          .map(
            ({ at, opened }) => (opened ? '' : `${t('record.handover.wrong-code')} `) + sayMoment('nl', at),
          )
          .join('; ') || null,
    },
  ]);

const invitationRows = (one: HeldTraject['invitations'][number]): Row[] =>
  known([
    {
      term: t('record.invitation.by'),
      value: t('record.by-at', { name: one.by, at: sayMoment('nl', one.at) }),
    },
    { term: t('record.invitation.until'), value: moment(one.endedAt ?? one.expiresAt) },
    { term: t('record.invitation.answer'), value: one.answer && t(`record.answer.${one.answer}`) },
    { term: t('record.invitation.phone'), value: one.answerPhone && showPhone(one.answerPhone) },
    { term: t('record.invitation.part'), value: one.answerPart && t(`waitlist.part.${one.answerPart}`) },
    { term: t('record.invitation.again'), value: one.answerAgain },
    { term: t('record.invitation.where'), value: one.answerWhere },
    { term: t('record.invitation.answered'), value: moment(one.answeredAt) },
  ]);
