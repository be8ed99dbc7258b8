import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { meldingSources, nextStatuses } from '#db/schema/words.ts';
import { ageOn } from '#server/jongeren/age.ts';
import { findKnown } from '#server/jongeren/findKnown.ts';
import { insertJongeren, noteEnrolments } from '#server/jongeren/insert.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import type { Write } from '#server/kernel/write.ts';
import { settingsIn } from '#server/roster/rosterIn.ts';
import { type NoTeam, openTrajecten } from '#server/trajecten/open.ts';
import type { Ctx } from './context.ts';
import { taskOf } from './kinds.ts';
import type { TakeInInput } from './schema.ts';
import { judgeReport, type Unlikely } from './unlikely.ts';

/** Who reports: of which organisation, who of staff, and by which way. */
export interface Reporter {
  source: (typeof meldingSources)[number];
  organisation: string | null;
  staff: string | null;
  /** The gemeente that takes in a list: it gets whoever lives nowhere that is known here. */
  gemeente?: string;
}

/** Under which number the system of a school sent it, and SHA-256 of what it sent. */
export interface OwnNumber {
  number: string;
  requestHash: string;
}

export interface Taken {
  melding: string;
  traject: string;
  jongere: string;
  isNew: boolean;
  opened: boolean;
}

export type TakenIn = ({ ok: true } & Taken) | NoTeam | Unlikely;

/** Who a report is about, where a person decided that: somebody known, somebody new, or who an earlier one of the same list is about. */
export type Decided = { is: 'known'; id: string } | { is: 'new' } | { is: 'as'; at: number };

export interface Item extends TakeInInput {
  /** At which school the jongere is; the one that reports unless said. */
  school?: string | null;
  who?: Decided;
  own?: OwnNumber;
  /** How far signing up for what comes next is, which only lists say. */
  nextStatus?: (typeof nextStatuses)[number] | null;
}

/**
 * Writes meldingen about jongeren, whom it finds or adds, into the open traject of each, which it opens where there is none: so
 * somebody owns it from the first moment on. The one way in, for one or for a list of thousands: each table is written by one
 * statement. Part of a write, by whoever may report; nothing is written where one of them cannot be. Leerplichtwet 1969 art. 21a; WEB 8.1.8 and 8.1.8a.
 */
export async function takeInAll(
  w: Write<Ctx>,
  reporter: Reporter,
  items: readonly Item[],
): Promise<{ ok: true; taken: Taken[] } | NoTeam | Unlikely> {
  const today = dateInAmsterdam(Date.parse(w.now));
  for (const { pupil, melding } of items) {
    const { birthDate } = pupil;
    const unlikely = judgeReport({ birthDate, kind: melding.kind, beganOn: melding.beganOn }, today);
    if (unlikely) return unlikely;
  }
  await lockBirthDates(
    w,
    items.map(({ pupil }) => pupil.birthDate),
  );
  const people = await findOrAdd(w, reporter, items);
  await noteEnrolments(w, enrolmentsOf(items, { reporter, people, today }));
  const settings = await settingsIn(w);
  const openings = items.map(({ pupil, melding }, at) => ({
    jongere: idAt(people, at),
    residence: pupil.residence ?? null,
    within: reporter.gemeente,
    task: taskOf(melding.kind, ageOn(pupil.birthDate, today)),
  }));
  const opened = await openTrajecten(w, openings, settings.trajectTerms);
  if (!opened.ok) return opened;
  const seen = new Set<string>();
  const taken = items.map((_, at): Taken => {
    const jongere = idAt(people, at);
    const there = opened.trajecten.get(jongere);
    if (!there) throw new Error('expected each jongere to have an open traject');
    const isFirst = !seen.has(jongere);
    seen.add(jongere);
    return {
      melding: randomUUID(),
      traject: there.traject,
      jongere,
      isNew: isFirst && people.added.has(jongere),
      opened: isFirst && there.opened,
    };
  });
  await insertMeldingen(w, reporter, items, taken);
  return { ok: true, taken };
}

/** The same for one; `jongere` is given where a person decided who it is. */
export async function takeIn(
  w: Write<Ctx>,
  reporter: Reporter,
  input: TakeInInput,
  { jongere = null, own = null }: { jongere?: string | null; own?: OwnNumber | null } = {},
): Promise<TakenIn> {
  const item: Item = { pupil: input.pupil, melding: input.melding };
  if (jongere !== null) item.who = { is: 'known', id: jongere };
  if (own !== null) item.own = own;
  const result = await takeInAll(w, reporter, [item]);
  if (!result.ok) return result;
  const [taken] = result.taken;
  if (!taken) throw new Error('expected one melding of one report');
  return { ok: true, ...taken };
}

/**
 * Two reports of one pupil at once are about one jongere. A lock for each day of the month: of a list of thousands one for each date
 * would fill the table of locks. In one order, so that nobody waits for each other.
 */
export async function lockBirthDates(w: Write<Ctx>, birthDates: readonly string[]): Promise<void> {
  const days = [...new Set(birthDates.map((date) => date.slice(8)))].toSorted();
  await w.tx`
    select pg_advisory_xact_lock(hashtextextended('jongere born on day ' || day, 0)) from unnest(${days}::text[]) as day`;
}

interface People {
  /** By the place of the item. */
  ids: readonly (string | undefined)[];
  added: ReadonlySet<string>;
}

function idAt({ ids }: Pick<People, 'ids'>, at: number): string {
  const id = ids[at];
  if (id === undefined) throw new Error(`expected somebody for item ${at}`);
  return id;
}

/** Who each item is about; those who are not known are added together. */
async function findOrAdd(w: Write<Ctx>, { organisation }: Reporter, items: readonly Item[]): Promise<People> {
  const found: (string | null)[] = [];
  for (const { who, pupil, school = organisation } of items) {
    const number = school === null ? null : { organisation: school, pupilNumber: pupil.pupilNumber ?? null };
    found.push(who === undefined ? await findKnown(w, pupil, number) : who.is === 'known' ? who.id : null);
  }
  const now = await lockKnown(w, found);
  const ids = found.map((id) => (id === null ? undefined : now.get(id)));
  const toAdd = [...ids.keys()].filter((at) => ids[at] === undefined && items[at]?.who?.is !== 'as');
  const made = await insertJongeren(
    w,
    toAdd.flatMap((at) => items[at]?.pupil ?? []),
  );
  for (const [nth, at] of toAdd.entries()) ids[at] = made[nth];
  for (const [at, { who }] of items.entries()) if (who?.is === 'as') ids[at] = ids[who.at];
  return { ids, added: new Set(made) };
}

const standsSchema = z.array(z.object({ id: z.uuid(), is: z.uuid(), isForgotten: z.boolean() }));

/**
 * Who those that were found are by now: whoever is joined or forgotten at this very moment holds their row, and is waited for. Who was
 * forgotten is nobody any more.
 */
async function lockKnown(w: Write<Ctx>, found: readonly (string | null)[]): Promise<Map<string, string>> {
  const known = [...new Set(found.filter((id) => id !== null))];
  const rows = await w.tx`
    select id, coalesce(joined_into_id, id) as is, wiped_at is not null as "isForgotten" from jongeren
    where id = any(${known}::uuid[]) order by id for update`;
  const here = standsSchema.parse([...rows]).filter(({ isForgotten }) => !isForgotten);
  return new Map(here.map(({ id, is }) => [id, is]));
}

const enrolmentsOf = (
  items: readonly Item[],
  { reporter, people, today }: { reporter: Reporter; people: People; today: string },
) =>
  items.flatMap(({ pupil, school = reporter.organisation }, at) =>
    school === null
      ? []
      : {
          jongere: idAt(people, at),
          organisation: school,
          pupilNumber: pupil.pupilNumber ?? null,
          programme: pupil.programme ?? null,
          seenOn: today,
        },
  );

async function insertMeldingen(
  w: Write<Ctx>,
  reporter: Reporter,
  items: readonly Item[],
  taken: readonly Taken[],
): Promise<void> {
  const rows = items.map(({ melding, own, nextStatus }, at) => ({
    ...melding,
    nextStatus,
    id: taken[at]?.melding,
    jongere: taken[at]?.jongere,
    traject: taken[at]?.traject,
    ownNumber: own?.number,
    requestHash: own?.requestHash,
  }));
  await w.tx`
    insert into meldingen (id, jongere_id, traject_id, source, organisation_id, reported_by, reported_at, own_number,
      request_hash, kind, began_on, ended_on, hours_missed, all_lessons, reason, school_did, asks, asks_nothing, told, location,
      contact_name, contact_function, contact_email, contact_phone, next_status)
    select id, jongere, traject, ${reporter.source}, ${reporter.organisation}::uuid, ${reporter.staff}::uuid, ${w.now}::timestamptz,
      "ownNumber", "requestHash", kind, "beganOn", "endedOn", "hoursMissed", "allLessons", reason, "schoolDid", asks,
      "asksNothing", told, location, "contactName", "contactFunction", "contactEmail", "contactPhone", "nextStatus"
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as r (id uuid, jongere uuid, traject uuid, "ownNumber" text,
      "requestHash" text, kind text, "beganOn" date, "endedOn" date, "hoursMissed" integer, "allLessons" boolean, reason text,
      "schoolDid" text, asks text, "asksNothing" text, told text, location text, "contactName" text, "contactFunction" text,
      "contactEmail" text, "contactPhone" text, "nextStatus" text)`;
  w.recordAll(
    items.map(({ melding }, at) => ({
      about: { kind: 'melding', id: taken[at]?.melding ?? '' },
      what: 'reported',
      details: { kind: melding.kind },
    })),
  );
}
