import { batch, createMemo, createSignal } from 'solid-js';
import type { OfferMessage } from '#server/chat/types.ts';
import { daysOf, mannersIn, type Slot, spread } from '../../offered.ts';
import { fetchLocations, fetchSlots, type Location } from '../../slots.ts';

/** The nearest times are mostly enough; after them come all that can be booked. */
const firstDays = 14;
const allDays = 56;
const daysAtOnce = 4;
const timesAtOnce = 6;

/** The free times of an offer: a few days at once, of one way to meet. */
export function createTimes(offer: OfferMessage) {
  const [slots, setSlots] = createSignal<readonly Slot[] | null>(null);
  const [locations, setLocations] = createSignal<readonly Location[]>([]);
  const [failed, setFailed] = createSignal(false);
  const [wanted, setManner] = createSignal('');
  const [date, setDate] = createSignal('');
  const [shown, setShown] = createSignal(daysAtOnce);
  const [isWhole, setWhole] = createSignal(false);
  /** As far as the times reach that were picked out. */
  const last = Math.max(0, ...(offer.times ?? []));
  const [range, setRange] = createSignal(Math.max(firstDays, daysUntil(last)));
  const [wantsOthers, setOthers] = createSignal(false);

  const manners = createMemo(() => mannersIn(slots() ?? []));
  const manner = () => (manners().includes(wanted()) ? wanted() : manners()[0]);
  const days = createMemo(() => daysOf(slots() ?? [], manner()));
  const day = () => days().find((one) => one.date === date()) ?? days()[0];

  /** The times that were picked out; without a slot one is not free any more. */
  const picked = createMemo(() =>
    (offer.times ?? []).map((at) => ({
      at,
      slot: slots()?.find(({ start }) => Date.parse(start) === at),
    })),
  );

  /** Asks for what is free now; when that is nothing, further ahead. */
  const look = async () => {
    setFailed(false);
    try {
      const [found, known] = await Promise.all([
        fetchSlots(offer, range()),
        locations().length > 0 ? locations() : fetchLocations(),
      ]);
      batch(() => {
        setLocations(known);
        setSlots(found);
      });
      if (found.length === 0 && range() < allDays) await further();
    } catch {
      setFailed(true);
    }
  };
  const further = () => {
    setRange(allDays);
    return look();
  };

  return {
    picked,
    /** Whether there is something to choose among those that were picked out, and no wish for others. */
    isPicking: () => !wantsOthers() && picked().some(({ slot }) => slot),
    /** Whether times were picked out and none of them is free any more. */
    areGone: () => picked().length > 0 && !picked().some(({ slot }) => slot),
    others: () => setOthers(true),
    slots,
    failed,
    manners,
    manner,
    setManner,
    look,
    locationOf: (id: string) => locations().find((location) => location.id === id)?.name ?? id,
    days: () => days().slice(0, shown()),
    day,
    setDate(chosen: string) {
      setDate(chosen);
      setWhole(false);
    },
    /** The times of the day: a few, spread over it, or all. */
    times: () => (isWhole() ? (day()?.slots ?? []) : spread(day()?.slots ?? [], timesAtOnce)),
    hasMoreTimes: () => !isWhole() && (day()?.slots.length ?? 0) > timesAtOnce,
    moreTimes: () => setWhole(true),
    hasMore: () => days().length > shown() || range() < allDays,
    more() {
      setShown(shown() + daysAtOnce);
      if (days().length <= shown() && range() < allDays) further();
    },
  };
}
/** How many days from now it is, today among them. */
const daysUntil = (at: number): number => Math.ceil((at - Date.now()) / 86_400_000) + 1;

export type TimesState = ReturnType<typeof createTimes>;
