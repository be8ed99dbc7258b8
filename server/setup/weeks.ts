import { eq } from 'drizzle-orm';
import { staff, weeklyRules } from '#db/schema/index.ts';
import type { Write, WriteCtx } from '#server/kernel/write.ts';
import { noChanges, note } from './changes.ts';
import type { Known } from './known.ts';
import { type SetupRule, type SetupWeek, weekdays } from './schema.ts';

/** Hours without a first date hold from here on: a fixed date, so that a second run finds nothing to change. */
const always = '2000-01-01';

/**
 * Gives each named casemanager without hours the week of the file. Who has hours keeps them, since casemanagers change
 * theirs in the portal: only `replace` takes all of them away, with whatever was to come.
 */
export async function writeWeeks(w: Write<WriteCtx>, given: readonly SetupWeek[], known: Known) {
  const changes = { ...noChanges(), kept: [] as string[] };
  const tx = w.ctx.db;
  const people = await tx.select({ id: staff.id, email: staff.email }).from(staff);
  for (const { casemanager, rules, replace } of given) {
    const id = people.find(({ email }) => email === casemanager)?.id;
    if (id === undefined) throw new Error(`${casemanager} was checked to have an account, but has none`);
    const before = known.rules.filter(({ casemanagerId }) => casemanagerId === id);
    const wanted = rules.map(toRow);
    const different = written(before) !== written(wanted);
    if (different && before.length > 0 && !replace) {
      changes.kept.push(casemanager);
      continue;
    }
    if (different) {
      await tx.delete(weeklyRules).where(eq(weeklyRules.casemanagerId, id));
      if (wanted.length > 0) {
        await tx.insert(weeklyRules).values(wanted.map((row) => ({ casemanagerId: id, ...row })));
      }
      w.record({ about: { kind: 'casemanager', id }, what: 'hours-saved' });
    }
    note(changes, casemanager, before.length > 0 || !different, different);
  }
  return changes;
}

type Hours = Omit<Known['rules'][number], 'id' | 'casemanagerId'>;

function toRow(rule: SetupRule): Hours {
  const { location, weekday, weeks, from, until, modalities, validFrom, validUntil } = rule;
  return {
    locationId: location,
    weekday: weekdays.indexOf(weekday) + 1,
    weeks: weeks ?? 'alle',
    // As PostgreSQL says times.
    fromTime: `${from}:00`,
    untilTime: `${until}:00`,
    validFrom: validFrom ?? always,
    validUntil: validUntil ?? null,
    modalities,
  };
}

/** The same text for the same hours, in whichever order. */
function written(rules: readonly Hours[]): string {
  return rules
    .map(({ locationId, weekday, weeks, fromTime, untilTime, validFrom, validUntil, modalities }) =>
      JSON.stringify([
        weekday,
        weeks,
        fromTime,
        untilTime,
        locationId,
        validFrom,
        validUntil,
        modalities.toSorted(),
      ]),
    )
    .sort()
    .join('\n');
}
