import type { Transaction } from '#db/client.ts';
import * as tables from '#db/schema/index.ts';
import { firstOrganisation } from '#db/schema/index.ts';
import { figureSubjects } from '#db/schema/words.ts';
import {
  breakdownsOf,
  type Configured,
  categoriesOf,
  noneOfThem,
  type Subject,
  trajectSubjects,
} from '#server/figures/categories.ts';
import { groupSmall } from '#server/figures/groupSmall.ts';
import { addMonths, endsQuarter, lastDue, publishedOn, quarterOf, weeksOf } from '#server/figures/periods.ts';
import { roundGoingOn } from '#server/figures/trajectFacts.ts';
import { addDays, dateInAmsterdam } from '#server/kernel/time.ts';
import { insertRows } from './insertRows.ts';
import { createRandom, type Random } from './random.ts';

/** Two school years, whatever the day. */
const pastMonths = 28;

/** How many there are of each in a month, about. */
const usual: Record<Subject, number> = {
  appointments: 420,
  'walk-ins': 74,
  referrals: 46,
  chats: 310,
  questions: 38,
  booking: 690,
  check: 840,
  // Of a quarter.
  'traject-opened': 288,
  'traject-approached': 264,
  'traject-intakes': 171,
  'traject-started': 147,
  'traject-ended': 129,
};
/** About so many trajecten are open. */
const usuallyOpen = 240;
/** Of each category how often it comes beside the others; one that is not here comes as often as 4. */
const weights: Readonly<Record<string, number>> = {
  geweest: 60,
  'niet-verschenen': 9,
  afgezegd: 16,
  verzet: 5,
  open: 2,
  self: 60,
  desk: 22,
  chat: 9,
  jongerenwerk: 8,
  'within-1': 40,
  'within-2': 25,
  'within-5': 18,
  longer: 8,
  unanswered: 1,
  left: 4,
  opened: 2,
  glad: 40,
  neither: 14,
  sad: 5,
  unrated: 38,
  answered: 30,
  'not-answered': 3,
  came: 24,
  'no-show': 4,
  planned: 6,
  'called-off': 3,
  nothing: 5,
  how: 14,
  when: 12,
  details: 9,
  booked: 62,
  stopped: 21,
  ja: 26,
  nee: 47,
  beoordelen: 6,
  nl: 85,
  en: 15,
  new: 80,
  back: 16,
  'within-2-weeks': 44,
  'within-4-weeks': 38,
  later: 18,
  training: 40,
  'work-and-learn': 18,
  work: 15,
  care: 7,
  none: 6,
  gone: 8,
  rmc: 26,
  uit: 20,
  v4: 14,
  v3: 16,
  lrv: 3,
  zelf: 6,
  [firstOrganisation]: 60,
  [noneOfThem]: 1,
};

/** Figures of the past two years, made up, and published as real ones are: in groups, at once, month by month. */
export async function insertFigures(tx: Transaction, configured: Configured, now: number): Promise<void> {
  const random = createRandom(14);
  const today = dateInAmsterdam(now);
  const last = lastDue(today);
  const months = Array.from({ length: pastMonths }, (_, index) => addMonths(last, index + 1 - pastMonths));
  await insertRows(
    tx,
    tables.figureMonths,
    months.map((month, index) => ({
      month,
      publishedAt: new Date(`${publishedOn(month)}T04:00:00Z`),
      goingOn: quarterOf(month).first === month ? roundGoingOn(usuallyOpen + index * 3) : null,
    })),
  );
  await insertRows(
    tx,
    tables.publishedFigures,
    months.flatMap((month, index) => publish(month, index, configured, random)),
  );
  const days = Array.from({ length: 400 }, (_, index) => addDays(today, -index - 1));
  await insertRows(
    tx,
    tables.firstFreeDays,
    days.flatMap((day) =>
      configured.locations.map((locationId, place) => ({
        day,
        locationId,
        days: 1 + place + random.below(5),
      })),
    ),
  );
}

function publish(month: string, index: number, configured: Configured, random: Random) {
  const weeks = weeksOf(month);
  // Busier every month, and quiet in summer.
  const summer = ['07', '08'].includes(month.slice(5, 7)) ? 0.35 : 1;
  return figureSubjects.flatMap((subject) => {
    if (trajectSubjects.some((one) => one === subject) && !endsQuarter(month)) return [];
    const total = Math.round(usual[subject] * summer * (0.6 + index * 0.018) * (0.9 + random.next() * 0.2));
    return breakdownsOf[subject].flatMap((breakdown) => {
      const categories = categoriesOf(breakdown, { weeks, configured });
      const counts = new Map(categories.map((category) => [category, 0]));
      for (let one = 0; one < total; one++) {
        const category = random.weigh(categories, (word) => weights[word] ?? 4);
        counts.set(category, (counts.get(category) ?? 0) + 1);
      }
      const cells = [...counts].map(([category, count]) => ({ category, count }));
      return groupSmall(cells).map((group, place) => ({ month, subject, breakdown, place, ...group }));
    });
  });
}
