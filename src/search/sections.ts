import type { Ctx } from '#server/http/context.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { excerpt, markHits } from '#server/search/excerpt.ts';
import type { Found, FoundAppointment, FoundChat, FoundPerson } from '#server/search/types.ts';
import { staffPaths } from '../agenda/paths.ts';
import { chatPath } from '../inbox/paths.ts';
import { actsWith, actWithEach } from './acts.ts';
import { commandOptions } from './commands.ts';
import { type Option, plain, type Section } from './option.ts';
import { pageOptions } from './pages.ts';
import { type Sayings, sayDay, sayWhen, sayWhenWith, sayWho } from './say.ts';

/** Of so many people the acts come along, hidden until one of them is chosen. */
const withActs = 5;

/** All that was found, as the palette shows it: commands, people with what can be done, notes, chats, pages. */
export function sectionsOf(ctx: Pick<Ctx, 'actor'>, say: Sayings, found: Found): Section[] {
  const { t } = say;
  const parts = partsOf(found);
  const [command] = found.commands;
  const pageParts = found.query?.words.flatMap((word) => word.parts) ?? [];
  const pages: Section = { kind: 'go', title: t('search.go'), options: pageOptions(ctx, say, pageParts) };
  if (command?.kind === 'care') {
    const options = actWithEach(say, command.act, found.people, parts);
    return some([
      { kind: 'do', title: t('search.do'), options },
      ...peopleSections(say, found, parts, 0),
      pages,
    ]);
  }
  const commands: Section = {
    kind: 'do',
    title: t('search.do'),
    options: commandOptions(say, found.commands, found.people, parts),
  };
  return some([
    commands,
    // Of a new afspraak who was named stands above.
    ...(command?.kind === 'book' ? [] : peopleSections(say, found, parts, withActs)),
    {
      kind: 'notes',
      title: t('search.notes'),
      options: found.notes.map((note) => noteOption(say, note, parts)),
    },
    {
      kind: 'chats',
      title: t('search.chats'),
      options: found.chats.map((chat) => chatOption(say, chat, parts)),
    },
    pages,
  ]);
}

/** Before anything is typed: who was looked at last, and where one goes most. */
export function openingSections(
  ctx: Pick<Ctx, 'actor'>,
  say: Sayings,
  recent: readonly FoundPerson[],
): Section[] {
  const { t } = say;
  return some([
    {
      kind: 'recent',
      title: t('search.recent'),
      options: recent.map((person) => personOption(say, person, [])),
    },
    { kind: 'go', title: t('search.go'), options: pageOptions(ctx, say, null) },
  ]);
}

const some = (sections: readonly Section[]) => sections.filter(({ options }) => options.length > 0);

/** What is marked where it is found. */
export const partsOf = ({ query }: Pick<Found, 'query'>): string[] =>
  query?.words.flatMap(({ parts }) => parts) ?? [];

function peopleSections(
  say: Sayings,
  { people }: Pick<Found, 'people'>,
  parts: readonly string[],
  acting: number,
): Section[] {
  const { t } = say;
  const options = (similar: boolean) =>
    people.filter((person) => person.similar === similar).map((person) => personOption(say, person, parts));
  const acts = people.slice(0, acting).map((person): Section => {
    const [one] = person.appointments;
    return {
      kind: 'acts',
      title: t('search.with-one', { name: one.name }),
      options: actsWith(say, person),
      of: one.id,
    };
  });
  return [
    { kind: 'people', title: t('search.people'), options: options(false) },
    { kind: 'people', title: t('search.similar'), options: options(true) },
    ...acts,
  ];
}

export function personOption(say: Sayings, { appointments }: FoundPerson, parts: readonly string[]): Option {
  const [one] = appointments;
  return {
    icon: 'person',
    title: markHits(one.name, parts),
    detail: [sayWho(say, one), one.topic].filter(Boolean).join(' · '),
    when: sayWhenWith(say, one),
    go: { href: staffPaths.appointment(one.id) },
    appointment: one.id,
  };
}

/** One afspraak of the list of the page. */
export const isToCome = ({ end, status }: FoundAppointment, now: number): boolean =>
  end > now && status === 'booked';

function noteOption(say: Sayings, note: Found['notes'][number], parts: readonly string[]): Option {
  const day = sayDay(say, dateInAmsterdam(note.at));
  return {
    icon: 'note',
    title: [...plain('“'), ...excerpt(note.text, parts), ...plain('”')],
    detail: note.appointment.name ?? undefined,
    when: say.t('search.note-by', { when: day, name: note.author }),
    go: { href: `${staffPaths.appointment(note.appointment.id)}#text` },
    appointment: note.appointment.id,
  };
}

function chatOption(say: Sayings, chat: FoundChat, parts: readonly string[]): Option {
  const { t } = say;
  const state =
    chat.status === 'active' && chat.casemanager
      ? t('search.chat.active', { name: chat.casemanager })
      : chat.status === 'waiting'
        ? t('search.chat.waiting')
        : t('search.chat.closed');
  const kind = chat.kind === 'question' ? t('search.chat.question') : undefined;
  return {
    icon: 'chat',
    title: chat.name ? markHits(chat.name, parts) : plain(t('search.chat.nameless')),
    detail: [
      kind,
      chat.topic,
      chat.note &&
        excerpt(chat.note, parts, 60)
          .map(({ text }) => text)
          .join(''),
    ]
      .filter(Boolean)
      .join(' · '),
    when: t('search.note-by', { when: sayWhen(say, chat.startedAt), name: state }),
    go: { href: chatPath(chat.id) },
  };
}
