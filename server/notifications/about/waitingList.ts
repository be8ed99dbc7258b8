import { z } from 'zod';
import { languages, messageLevels, modalities } from '#db/schema/words.ts';
import { inLanguage } from '#server/kernel/languages.ts';
import { say } from '#server/kernel/texts/texts.ts';
import { wording } from '#server/kernel/wording.ts';
import type { Write } from '#server/kernel/write.ts';
import type { Ctx } from '#server/notifications/context.ts';
import { plainMessage } from '#server/notifications/plainMessage.ts';
import type { Due } from '#server/notifications/readDue.ts';
import type { Decision } from '#server/notifications/settle.ts';
import { strictest } from '#server/notifications/strictest.ts';
import { decideToSend, type Message } from '#server/notifications/toOutgoing.ts';
import type { Roster } from '#server/roster/types.ts';
import { meetsAtLocation } from '#server/slots/rules.ts';
import { tokenOf } from '#server/waitingList/findPlace.ts';

const rowSchema = z.object({
  id: z.uuid(),
  generation: z.number().int(),
  topic: z.string(),
  language: z.enum(languages),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  messages: z.enum(messageLevels).nullable(),
  /** When the time was offered that is held for them now, and what it is; instants are epoch ms. */
  offeredAt: z.number().transform(Math.round).nullable(),
  expiresAt: z.number().nullable(),
  start: z.number().nullable(),
  end: z.number().nullable(),
  modality: z.enum(modalities).nullable(),
  location: z.string().nullable(),
  casemanager: z.string().nullable(),
});
type Row = z.output<typeof rowSchema>;

/** What who waits is told: that they stand in the list, and of a time while it is held for them. */
export async function decideAboutWaitingList(
  { ctx, tx, now }: Write<Ctx>,
  due: readonly Due[],
): Promise<Decision[]> {
  const roster = await ctx.roster.current();
  const rows = await tx`
    select place.id, place.generation, place.topic_id as topic, place.language,
      coalesce(place.email, own.email) as email, coalesce(place.phone, own.phone) as phone, own.messages,
      extract(epoch from offer.offered_at)::float8 * 1000 as "offeredAt",
      extract(epoch from offer.expires_at)::float8 * 1000 as "expiresAt",
      extract(epoch from held.starts_at)::float8 * 1000 as start, extract(epoch from held.ends_at)::float8 * 1000 as end,
      held.modality, held.location_id as location, staff.first_name as casemanager
    from waiting_list place
    left join appointments own on own.id = place.appointment_id
    left join (waiting_list_offers offer join appointments held on held.id = offer.appointment_id and held.status = 'held')
      on offer.waiting_id = place.id and offer.state = 'open' and offer.expires_at > ${now}
    left join staff on staff.id = held.casemanager_id
    where place.id = any(${due.map(({ aboutId }) => aboutId)}::uuid[]) and place.ended_at is null
      and (own.id is null or own.wiped_at is null)`;
  const places = new Map(
    z
      .array(rowSchema)
      .parse(rows)
      .map((row) => [row.id, row]),
  );
  return due.map((one) => {
    const { id, kind, version } = one;
    const row = places.get(one.aboutId);
    if (row === undefined) return { decided: { id, drop: 'no-longer' } };
    if (kind === 'waiting-offer' && row.offeredAt !== version) return { decided: { id, drop: 'no-longer' } };
    const topic = roster.topics.find((each) => each.id === row.topic);
    const level = strictest(topic?.messages ?? 'full', row.messages ?? 'full');
    if (level === 'none')
      return { decided: { id, drop: row.messages === 'none' ? 'not-wanted' : 'topic-is-silent' } };
    const message = messageOf(ctx, roster, row, { kind, version, discreet: level === 'only-appointment' });
    return decideToSend(ctx, one, message, { until: kind === 'waiting-offer' ? row.expiresAt : null });
  });
}

function messageOf(
  ctx: Ctx,
  { settings, locations }: Roster,
  row: Row,
  { kind, version, discreet }: Pick<Due, 'kind' | 'version'> & { discreet: boolean },
): Message {
  const { language, email, phone, id } = row;
  const words = {
    template: kind === 'waiting-offer' ? 'waiting-offer' : 'waiting-joined',
    values: valuesOf(row),
    url: `${ctx.publicUrl}${inLanguage(language, `/wachtlijst/${tokenOf(ctx, row)}`)}`,
    facts: discreet ? [] : factsOf(row, locations),
  } as const;
  return plainMessage(words, { email, phone, language, settings, discreet, version, thread: id });
}

/** The moments that a message about a place names. */
export function valuesOf({ language, start, expiresAt }: Pick<Row, 'language' | 'start' | 'expiresAt'>) {
  const words = wording(language);
  const moment = (at: number | null) =>
    at === null ? '' : say(language, 'mail-moment', { day: words.day(at), time: words.time(at) });
  return { start: moment(start), until: moment(expiresAt) };
}

/** When, how and where the time is that is held. */
export function factsOf(
  row: Pick<Row, 'language' | 'start' | 'end' | 'modality' | 'location' | 'casemanager'>,
  locations: readonly Pick<Roster['locations'][number], 'id' | 'name' | 'address'>[],
) {
  const { language, start, end, modality, location, casemanager: name } = row;
  if (start === null || end === null || modality === null || name === null) return [];
  const words = wording(language);
  const when = say(language, 'mail-when-value', {
    date: words.date(start),
    from: words.time(start),
    until: words.time(end),
  });
  const place = meetsAtLocation(modality) ? locations.find(({ id }) => id === location) : undefined;
  return [
    { label: say(language, 'mail-when'), value: when },
    { label: say(language, 'mail-how'), value: say(language, `mail-how-${modality}`, { name }) },
    ...(place ? [{ label: say(language, 'mail-where'), value: `${place.name}, ${place.address}` }] : []),
  ];
}
