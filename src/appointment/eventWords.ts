import { outcomes } from '#db/schema/words.ts';
import type { HistoryEntry } from '#server/agenda/types.ts';
import type { Wording } from '#ui/wording.ts';
import type { texts } from '../content/texts.ts';

type T = ReturnType<typeof texts>;

const undoneKinds = [
  'cancelled',
  'moved',
  'handed-over',
  'choose-again',
  'kept-outside-hours',
  'outcome',
  'note-added',
  'note-removed',
] as const;

/** One line of the history of an afspraak, in words. */
export function eventWords(t: T, w: Wording, entry: HistoryEntry): string {
  const { kind, actor, staffName, details, whoseBefore, whoseAfter } = entry;
  const who = staffName ?? t(`staff.who.${actor}`);
  const moment = (epochMs: number) => `${w.day(epochMs)} ${w.time(epochMs)}`;
  if (kind === 'outcome') {
    const outcome = outcomes.find((known) => known === details.outcome);
    if (!outcome) return t('staff.history.reopened', { who });
    return t('staff.history.outcome', { who, outcome: t(`staff.outcome.${outcome}`) });
  }
  // What cancelled a booking by taking it back names that booking.
  if (kind === 'cancelled' && details.of) return t('staff.history.mistake', { who });
  if (kind === 'undone') {
    const what = undoneKinds.find((known) => known === details.what) ?? 'outcome';
    return t('staff.history.undone', { who, what: t(`staff.history.undone.what.${what}`) });
  }
  if (kind === 'handed-over') {
    const colleague = t('staff.who.staff');
    return t('care.history.handed-over', {
      who,
      from: whoseBefore ?? colleague,
      to: whoseAfter ?? colleague,
    });
  }
  const from = Date.parse(details.from ?? '');
  const to = Date.parse(details.to ?? '');
  if (kind === 'moved' && !Number.isNaN(from) && !Number.isNaN(to)) {
    const times = { who, from: moment(from), to: moment(to) };
    if (whoseAfter) return t('care.history.moved-to', { ...times, name: whoseAfter });
    return t('staff.history.moved-times', times);
  }
  return t(`staff.history.${kind}`, { who });
}
