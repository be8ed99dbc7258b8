import { canNote, canStill, isTooEarlyFor } from '#server/agenda/rules.ts';
import { versionField } from '#server/kernel/version.ts';
import { markHits } from '#server/search/excerpt.ts';
import type { CareAct } from '#server/search/readCommand.ts';
import type { FoundAppointment, FoundPerson } from '#server/search/types.ts';
import { staffPaths, withQuery } from '../agenda/paths.ts';
import { backField } from '../appointment/comeBack.ts';
import { type Go, type Option, type OptionIcon, plain } from './option.ts';
import { phoneWords, type Sayings, sayWhen, sayWhenWith, sayWho } from './say.ts';

interface Act {
  icon: OptionIcon;
  /** The key of it where the afspraak is open. */
  key?: string;
  /** Whether it can be done with an afspraak; the verb decides once more. */
  can(appointment: FoundAppointment, now: number): boolean;
  /** `back` is where it leads back to. */
  go(appointment: FoundAppointment, back: string | undefined): Go;
}

const standing = (appointment: FoundAppointment) => ({ ...appointment, wiped: false });
const still =
  (action: Parameters<typeof canStill>[0]): Act['can'] =>
  (appointment, now) =>
    canStill(action, standing(appointment), now);

const outcome = (value: 'geweest' | 'niet-verschenen', icon: OptionIcon, key: string): Act => ({
  icon,
  key,
  can: (appointment, now) =>
    appointment.status === 'booked' &&
    appointment.outcome !== value &&
    canNote({ ...appointment, cancelledBy: null }, now) &&
    !isTooEarlyFor(value, appointment, now),
  go: ({ id, sequence }, back) => ({
    action: staffPaths.appointment(id),
    fields: {
      act: 'outcome',
      outcome: value,
      [versionField]: String(sequence),
      ...(back && { [backField]: back }),
    },
  }),
});

/** A page of its own, that leads back when it is done. */
const page =
  (path: (id: string) => string): Act['go'] =>
  ({ id }, back) => ({ href: withQuery(path(id), { [backField]: back }) });

const acts: Readonly<Record<CareAct, Act>> = {
  move: { icon: 'move', key: 'V', can: still('move'), go: page(staffPaths.move) },
  came: outcome('geweest', 'check', 'G'),
  'stayed-away': outcome('niet-verschenen', 'close', 'X'),
  cancel: {
    icon: 'close',
    key: 'Z',
    can: still('cancel'),
    go: page(staffPaths.cancel),
  },
  'hand-over': {
    icon: 'handOver',
    key: 'O',
    can: still('hand-over'),
    go: page(staffPaths.handOver),
  },
  'follow-up': {
    icon: 'plus',
    key: 'F',
    can: still('follow-up'),
    go: page(staffPaths.followUp),
  },
  note: {
    icon: 'note',
    key: 'N',
    can: () => true,
    go: ({ id }) => ({ href: `${staffPaths.appointment(id)}#text` }),
  },
  call: {
    icon: 'telephone',
    can: ({ phone }) => phone !== null,
    go: ({ phone }) => ({ href: phoneWords(phone ?? '').href }),
  },
};

/** What stands below somebody who was found, in this order. */
const common: readonly CareAct[] = ['move', 'came', 'stayed-away', 'follow-up', 'note', 'call'];

const label = ({ t }: Sayings, act: CareAct, { phone }: FoundAppointment) =>
  act === 'call'
    ? t('search.act.call', { phone: phone ? phoneWords(phone).shown : '' })
    : t(`search.act.${act}`);

/** What can be done with somebody: each act with the first afspraak of theirs with which it can be. */
export function actsWith(say: Sayings, { appointments }: FoundPerson): Option[] {
  return common.flatMap((name) => {
    const act = acts[name];
    const one = appointments.find((appointment) => act.can(appointment, say.now));
    if (!one) return [];
    const when = name === 'note' || name === 'call' ? undefined : sayWhen(say, one.start);
    return [
      { icon: act.icon, title: plain(label(say, name, one)), when, key: act.key, go: act.go(one, say.back) },
    ];
  });
}

/** One act with each afspraak of those who were named with which it can be done, the likely one first. */
export function actWithEach(
  say: Sayings,
  name: CareAct,
  people: readonly FoundPerson[],
  parts: readonly string[],
): Option[] {
  const act = acts[name];
  return people.flatMap(({ appointments }) => {
    const one = appointments.find((appointment) => act.can(appointment, say.now));
    if (!one) return [];
    return [
      {
        icon: act.icon,
        title: [...plain(`${label(say, name, one)}: `), ...markHits(one.name, parts)],
        detail: sayWho(say, one),
        when: sayWhenWith(say, one),
        go: act.go(one, say.back),
      },
    ];
  });
}
