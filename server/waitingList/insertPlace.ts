import type { Language } from '#server/kernel/languages.ts';
import { hashToken } from '#server/kernel/tokens.ts';
import type { Write } from '#server/kernel/write.ts';
import { tokenOf } from './findPlace.ts';
import type { WishesInput } from './schema.ts';
import { tell } from './tell.ts';
import type { Place } from './types.ts';

interface NewPlace {
  id: string;
  topicId: string;
  wishes: WishesInput;
  /** For who has no afspraak. */
  until: string | null;
  person: Place['person'];
  appointmentId: string | null;
  language: Language;
}

/** Puts somebody at the end of the list. Null when they stand in it already: the constraints have the last word. */
export async function insertPlace(w: Write, place: NewPlace): Promise<string | null> {
  const { id, wishes, person } = place;
  const token = tokenOf(w.ctx, { id, generation: 1 });
  const rows = await w.tx`
    insert into waiting_list (id, token_hash, appointment_id, topic_id, locations, modalities, weekdays, day_parts, days_ahead,
      until, name, email, phone, age_group, language, joined_at)
    values (${id}, ${hashToken(token)}, ${place.appointmentId}, ${place.topicId}, ${wishes.locations}::text[],
      ${wishes.modalities}::text[], ${wishes.weekdays}::int[], ${wishes.dayParts}::text[], ${wishes.daysAhead},
      ${place.until}, ${person?.name ?? null}, ${person?.email ?? null}, ${person?.phone ?? null},
      ${person?.ageGroup ?? null}, ${place.language}, ${w.now})
    on conflict do nothing
    returning id`;
  if (rows.length === 0) return null;
  w.record({ about: { kind: 'waiting-list', id }, what: 'joined' });
  await tell(w, id, 'waiting-joined');
  return token;
}
