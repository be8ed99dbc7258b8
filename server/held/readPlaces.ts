import { asc, eq, inArray, or } from 'drizzle-orm';
import { appointments, topics, waitingList, waitingListOffers } from '#db/schema/index.ts';
import type { Ctx } from '#server/booking/context.ts';
import { readEvents } from './readEvents.ts';
import type { Contact } from './request.ts';
import type { HeldPlace } from './types.ts';

/** A place in the waiting list that is kept, with the id by which other tables know it. */
export type KeptPlace = HeldPlace & { id: string };

interface Whose {
  contact: Contact | null;
  /** Ids of afspraken: who waits with one of these. */
  appointments: readonly string[];
}

/** All that is kept of the waiting of somebody, oldest first: under a contact of theirs, and with these afspraken. */
export async function readPlaces({ db }: Pick<Ctx, 'db'>, whose: Whose): Promise<KeptPlace[]> {
  const { contact, appointments: ids } = whose;
  const own = contact ? eq(waitingList[contact.kind], contact.value) : undefined;
  const withOne = ids.length > 0 ? inArray(waitingList.appointmentId, [...ids]) : undefined;
  if (own === undefined && withOne === undefined) return [];
  const rows = await db
    .select({
      row: waitingList,
      topic: { nl: topics.label, en: topics.labelEn },
      earlierThan: appointments.startsAt,
    })
    .from(waitingList)
    .innerJoin(topics, eq(topics.id, waitingList.topicId))
    .leftJoin(appointments, eq(appointments.id, waitingList.appointmentId))
    .where(or(own, withOne))
    .orderBy(asc(waitingList.joinedAt), asc(waitingList.id));
  const found = rows.map(({ row }) => row.id);
  const [events, offers] = await Promise.all([
    readEvents({ db }, 'waiting-list', found),
    found.length === 0
      ? []
      : db
          .select()
          .from(waitingListOffers)
          .where(inArray(waitingListOffers.waitingId, found))
          .orderBy(asc(waitingListOffers.offeredAt)),
  ]);
  return rows.map(({ row, topic, earlierThan }): KeptPlace => {
    const { id, name, email, phone, ageGroup, language, joinedAt, endedAt, endReason, until } = row;
    const { locations, modalities, weekdays, dayParts, daysAhead } = row;
    return {
      id,
      topic,
      earlierThan,
      name,
      email,
      phone,
      ageGroup,
      language,
      wishes: { locations, modalities, weekdays, dayParts, daysAhead, until },
      joinedAt,
      endedAt,
      endReason,
      offers: offers
        .filter(({ waitingId }) => waitingId === id)
        .map(({ startsAt, offeredAt, expiresAt, state }) => ({ startsAt, offeredAt, expiresAt, state })),
      history: events.get(id) ?? [],
    };
  });
}
