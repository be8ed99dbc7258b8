import type { PreviewTimetableResult } from '#server/availability/previewTimetable.ts';
import { addDays, dateInAmsterdam } from '#server/kernel/time.ts';
import type { Location } from '#server/roster/types.ts';
import type { Modality } from '#server/slots/schema.ts';
import type { Slot } from '#server/slots/types.ts';
import { wording } from '#ui/wording.ts';
import { texts } from '../content/texts.ts';
import type { DraftPart } from './draft.ts';
import { faultWords } from './errors.ts';
import type { PreviewView } from './props.ts';

const t = texts();
const w = wording('nl');

/** A row of starts, each a step of the grid after the one before, at one place and by the same modalities. */
interface Run {
  first: number;
  last: number;
  location: string;
  modalities: Modality[];
}

/** What jongeren would see, in words. `parts` are those that were looked at, in their order. */
export function previewView(
  result: Exclude<PreviewTimetableResult, { error: 'not-found' }>,
  { parts, locations, today }: { parts: readonly DraftPart[]; locations: readonly Location[]; today: string },
): PreviewView {
  if (!result.ok) {
    return { ok: false, summary: t('hours.preview.wait'), faults: faultWords(result.faults, parts) };
  }
  const { monday, slots, topic, offeredNow, closed, away } = result;
  const starts = new Set(slots.map(({ start }) => start)).size;
  const nameOf = (id: string) => locations.find((location) => location.id === id)?.name ?? id;
  const dates = Array.from({ length: 7 }, (_, day) => addDays(monday, day));
  return {
    ok: true,
    summary: summaryOf(slots.length, offeredNow, starts),
    days: dates.flatMap((date, index) => {
      const runs = runsOf(
        slots.filter(({ start }) => dateInAmsterdam(start) === date),
        topic.gridMinutes * 60_000,
      );
      if (index > 4 && runs.length === 0) return [];
      const shut = closed.get(date);
      const note =
        shut !== undefined
          ? t('hours.preview.closed', { name: shut })
          : away.has(date)
            ? t('hours.preview.away')
            : date < today
              ? t('hours.preview.past')
              : t('hours.preview.none');
      return {
        title: w.dayOfDate(date),
        note: runs.length === 0 ? note : '',
        runs: runs.map(({ first, last, location, modalities }) => ({
          times:
            first === last
              ? w.time(first)
              : t('hours.preview.run', { first: w.time(first), last: w.time(last) }),
          where: t('hours.preview.where', { place: nameOf(location), modalities: modalityWords(modalities) }),
        })),
      };
    }),
  };
}

/** `op locatie, bellen` */
export const modalityWords = (modalities: readonly Modality[]) =>
  modalities.map((modality) => t(`hours.modality.${modality}`).toLowerCase()).join(', ');

function summaryOf(offered: number, offeredNow: number, starts: number): string {
  const count = starts === 1 ? t('hours.preview.one') : t('hours.preview.count', { count: starts });
  if (offered === offeredNow) return `${count} ${t('hours.preview.same')}`;
  return `${count} ${t(offered > offeredNow ? 'hours.preview.more' : 'hours.preview.fewer')}`;
}

function runsOf(slots: readonly Slot[], step: number): Run[] {
  // First the modalities of each start and place, then the starts that follow each other with the same modalities.
  const offers = new Map<string, Run>();
  for (const { start, location, modality } of slots) {
    const key = `${location} ${start}`;
    const offer = offers.get(key);
    if (offer) offer.modalities.push(modality);
    else offers.set(key, { first: start, last: start, location, modalities: [modality] });
  }
  const runs: Run[] = [];
  for (const offer of offers.values()) {
    const before = runs.find(
      (run) =>
        run.location === offer.location &&
        run.last + step === offer.first &&
        run.modalities.join() === offer.modalities.join(),
    );
    if (before) before.last = offer.first;
    else runs.push(offer);
  }
  return runs.sort((a, b) => a.first - b.first);
}
