import { shownDate } from '#server/kernel/readDate.ts';
import { isoInAmsterdam, timeZone } from '#server/kernel/time.ts';
import { markHits } from '#server/search/excerpt.ts';
import type { Command } from '#server/search/readCommand.ts';
import type { FoundPerson } from '#server/search/types.ts';
import { howIcons } from '../agenda/howWords.ts';
import { staffPaths, withQuery } from '../agenda/paths.ts';
import { absencePath } from '../exceptions/askedDraft.ts';
import { type Option, plain } from './option.ts';
import { phoneWords, type Sayings, sayDay, sayWho } from './say.ts';

/**
 * What a text means as a command, as options. Each leads to a page with its fields filled in: nothing is done before
 * whoever typed it has seen there what it will do. Acts with an afspraak are in `acts.ts`.
 */
export function commandOptions(
  say: Sayings,
  commands: readonly Command[],
  people: readonly FoundPerson[],
  parts: readonly string[],
): Option[] {
  return commands.flatMap((command): Option[] => {
    if (command.kind === 'absence') return [absence(say, command)];
    if (command.kind === 'book') return bookings(say, command, people, parts);
    if (command.kind === 'day')
      return [
        {
          icon: 'agenda',
          title: plain(say.t('search.day', { day: say.w.dateOfDate(command.date) })),
          when: sayDay(say, command.date),
          go: { href: staffPaths.day(command.date) },
        },
      ];
    if (command.kind === 'week') {
      const number = Number(command.week.slice(-2));
      const title = plain(say.t('search.week', { number }));
      return [{ icon: 'agenda', title, go: { href: staffPaths.week(command.week) } }];
    }
    return [];
  });
}

type Of<Kind extends Command['kind']> = Extract<Command, { kind: Kind }>;

function absence(say: Sayings, command: Of<'absence'>): Option {
  const { t, w } = say;
  const { reason, dateFrom, dateUntil, from, until } = command;
  const day = w.dayOfDate(dateFrom);
  return {
    icon: 'leave',
    title: plain(t(`search.absence.${reason}`)),
    detail:
      dateFrom !== dateUntil
        ? t('search.absence.days', { day, until: w.dayOfDate(dateUntil) })
        : from && until
          ? t('search.absence.part', { day, from, until })
          : from
            ? t('search.absence.from', { day, from })
            : until
              ? t('search.absence.until', { day, until })
              : t('search.absence.day', { day }),
    when: t('search.absence.next'),
    go: { href: absencePath({ what: reason, dateFrom, dateUntil, from, until }) },
  };
}

/** With each who was named and is known, with what is known of them filled in, and with somebody new of that name. */
function bookings(
  say: Sayings,
  { name, date, time, modality }: Of<'book'>,
  people: readonly FoundPerson[],
  parts: readonly string[],
): Option[] {
  const { t } = say;
  const withWhom = (whom: string) =>
    modality === null
      ? t('search.book.for', { name: whom })
      : t(`search.book.${modality}.for`, { name: whom });
  const icon = modality === null ? 'plus' : howIcons[modality];
  const when = {
    ...(modality === null ? {} : { manner: modality }),
    ...(date === null ? {} : { from: shownDate(date) }),
    ...(date === null || time === null ? {} : { start: startAt(date, time) }),
  };
  const shownWhen = date === null ? undefined : [sayDay(say, date), time].filter(Boolean).join(' ');
  const [before = '', after = ''] = withWhom('\n').split('\n');
  const known = people
    .filter(({ similar }) => !similar)
    .map(({ appointments: [one] }): Option => {
      const fields = {
        name: one.name,
        ...(one.ageGroup && { ageGroup: one.ageGroup }),
        ...(one.email && { email: one.email }),
        ...(one.phone && { phone: phoneWords(one.phone).shown }),
        ...when,
      };
      return {
        icon,
        title: [...plain(before), ...markHits(one.name, parts), ...plain(after)].filter(
          ({ text }) => text !== '',
        ),
        detail: sayWho(say, one),
        when: shownWhen,
        go: { action: staffPaths.book, fields },
      };
    });
  const title =
    name === ''
      ? t(modality === null ? 'search.book' : `search.book.${modality}`)
      : known.length > 0
        ? t('search.book.someone', { name })
        : withWhom(name);
  // A name stands in no address: it is sent.
  const fresh =
    name === '' && date === null
      ? { href: withQuery(staffPaths.book, { manner: modality ?? undefined }) }
      : { action: staffPaths.book, fields: { name, ...when } };
  return [...known, { icon, title: plain(title), when: shownWhen, go: fresh }];
}

function startAt(date: string, time: string): string {
  const local = Temporal.PlainDate.from(date).toPlainDateTime(time);
  return isoInAmsterdam(local.toZonedDateTime(timeZone).epochMilliseconds);
}
