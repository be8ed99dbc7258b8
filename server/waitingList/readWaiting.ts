import { z } from 'zod';
import { dayParts, languages, waitingModalities } from '#db/schema/words.ts';
import type { Ctx } from '#server/booking/context.ts';
import type { Waiting } from './chooseOffers.ts';
import { hasContact } from './hasContact.ts';

/** More than ever wait: so many who wait longest are looked at. */
const most = 1000;

const interval = z.object({ start: z.number(), end: z.number() });
const rowsSchema = z.array(
  z.object({
    id: z.uuid(),
    joinedAt: z.number(),
    version: z.int(),
    topic: z.string(),
    locations: z.array(z.string()),
    modalities: z.array(z.enum(waitingModalities)),
    weekdays: z.array(z.int()),
    dayParts: z.array(z.enum(dayParts)),
    daysAhead: z.int(),
    until: z.string().nullable(),
    before: z.number().nullable(),
    casemanager: z.string().nullable(),
    language: z.enum(languages),
    hasPhone: z.boolean(),
    has: z.array(interval),
    count: z.int(),
    starts: z.array(z.number()),
    lastOn: z.string().nullable(),
    isOpen: z.boolean(),
  }),
);

/** Who waits, and what is needed to hold a time for them. */
export interface InLine extends Waiting {
  version: number;
  /** Id of the casemanager of the afspraak that they have. */
  casemanager: string | undefined;
  language: z.output<typeof rowsSchema>[number]['language'];
}

/** Who waits now, longest first. Of who has an afspraak, those of whom it is still to come. */
export async function readWaiting({ sql, clock }: Pick<Ctx, 'sql' | 'clock'>): Promise<InLine[]> {
  const now = new Date(clock.now()).toISOString();
  const rows = await sql`
    select place.id, extract(epoch from place.joined_at)::float8 * 1000 as "joinedAt", place.version,
      place.topic_id as topic, place.locations, place.modalities, place.weekdays, place.day_parts as "dayParts",
      place.days_ahead as "daysAhead", place.until::text as until, place.language,
      extract(epoch from own.starts_at)::float8 * 1000 as before, own.casemanager_id as casemanager,
      coalesce(place.phone, own.phone) is not null as "hasPhone", theirs.has,
      offers.count, offers.starts, offers.last_on as "lastOn", offers.is_open as "isOpen"
    from waiting_list place
    left join appointments own on own.id = place.appointment_id
    cross join lateral (
      select coalesce(json_agg(json_build_object(
        'start', extract(epoch from other.starts_at)::float8 * 1000,
        'end', extract(epoch from other.ends_at)::float8 * 1000)), '[]') as has
      from appointments other
      where other.status = 'booked' and other.ends_at > ${now} and other.id is distinct from own.id
        and ${hasContact(sql)}
    ) as theirs
    cross join lateral (
      select count(*)::int as count,
        coalesce(json_agg(extract(epoch from starts_at)::float8 * 1000), '[]') as starts,
        max(local_date)::text as last_on, coalesce(bool_or(state = 'open'), false) as is_open
      from waiting_list_offers where waiting_id = place.id and state <> 'withdrawn'
    ) as offers
    where place.ended_at is null and (own.id is null or (own.status = 'booked' and own.starts_at > ${now}))
    order by place.joined_at, place.id
    limit ${most}`;
  return rowsSchema.parse([...rows]).map((row): InLine => {
    const { id, joinedAt, version, topic, before, casemanager, language, hasPhone, has } = row;
    const { locations, modalities, weekdays, dayParts: parts, daysAhead, until } = row;
    const { count, starts, lastOn, isOpen } = row;
    return {
      id,
      joinedAt,
      version,
      topic,
      wishes: { locations, modalities, weekdays, dayParts: parts, daysAhead, until },
      before,
      has,
      hasPhone,
      casemanager: casemanager ?? undefined,
      language,
      offers: { count, starts, lastOn, isOpen },
    };
  });
}
