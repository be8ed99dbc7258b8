import type { Held } from '#server/held/types.ts';
import { wording } from '#ui/wording.ts';
import { texts } from '../content/texts.ts';
import { appointmentRows } from './appointmentRows.ts';
import {
  authorOf,
  conversationRows,
  type Event,
  eventText,
  messageText,
  proposalRows,
} from './conversationRows.ts';
import { jongereSections } from './jongereSections.ts';
import { placeRows } from './placeRows.ts';
import { referralRows } from './referralRows.ts';
import type { Section, SectionPart } from './section.ts';

// All that is kept of somebody in one shape, so that the page and the file say the same. Pure.

const t = texts();
const w = wording('nl');
const words = (at: Date) => ({ day: w.date(at.getTime()), time: w.time(at.getTime()) });
const notes = (count: number) =>
  count === 0 ? null : count === 1 ? t('request.notes.one') : t('request.notes.more', { count });

/** What happened, the oldest first. */
const historyPart = (events: readonly Event[]): SectionPart => ({
  title: t('held.history'),
  lines: events.map((event) => ({ at: event.at, by: null, text: eventText(event) })),
});

/** Who somebody is, what was reported and done, and then afspraken, chats, referrals and waiting. */
export function sectionsOf({ appointments, conversations, referrals, places, jongeren }: Held): Section[] {
  return [
    ...jongeren.flatMap(jongereSections),
    ...appointments.map((one) => ({
      title: t(one.status === 'held' ? 'held.hold' : 'held.appointment', words(one.start)),
      rows: appointmentRows(one, 'nl'),
      leftOut: notes(one.notesOfColleagues),
      parts: [historyPart(one.history)],
    })),
    ...conversations.map((one) => ({
      title: t(one.kind === 'chat' ? 'held.chat' : 'held.question', { day: words(one.startedAt).day }),
      rows: conversationRows(one),
      leftOut: notes(one.notesOfColleagues),
      parts: [
        { title: t('request.proposals'), rows: one.proposals.map(proposalRows) },
        {
          title: t('request.said'),
          lines: one.messages.map((message) => ({
            at: message.at,
            by: authorOf(message),
            text: messageText(message),
          })),
        },
        historyPart(one.history),
      ],
    })),
    ...referrals.map((one) => ({
      title: t('held.brought', { day: words(one.createdAt).day }),
      rows: referralRows(one, 'nl'),
      parts: [
        {
          title: t('held.brought.changes'),
          lines: one.changes.map(({ at, by, before, reason }) => ({
            at,
            by: by.name ?? t('held.brought.you'),
            text: [
              Object.values(before)
                .filter((value) => typeof value === 'string')
                .join(' · '),
              reason,
            ]
              .filter(Boolean)
              .join(' — '),
          })),
        },
        {
          title: t('held.brought.messages'),
          lines: one.messages.map(({ at, name, text }) => ({ at, by: name, text })),
        },
        historyPart(one.history),
      ],
    })),
    ...places.map((one) => ({
      title: t('request.place', { day: words(one.joinedAt).day }),
      rows: placeRows(one),
      parts: [historyPart(one.history)],
    })),
  ].map((section) => ({ ...section, parts: section.parts.filter(hasSomething) }));
}

const hasSomething = ({ rows = [], lines = [] }: SectionPart): boolean => rows.length + lines.length > 0;
