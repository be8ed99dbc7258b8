import { z } from 'zod';
import { type BookedAs, mayMeet } from '#server/booking/mayBook.ts';
import { resolveOnly } from '#server/booking/ownCasemanager.ts';
import { normaliseReach } from '#server/booking/person.ts';
import { contactSchema, reachBySchema } from '#server/booking/schema.ts';
import { bookedAs, findTopic, isKnownLocation } from '#server/booking/slotRequest.ts';
import type { Ctx } from '#server/http/context.ts';
import type { FieldError } from '#server/kernel/fieldError.ts';

const word = z.string().optional().catch(undefined);

/** The fields whose words only the roster or the numbering plan know; those that are wrong by themselves are left out. */
const asked = z
  .object({
    topic: word,
    location: word,
    casemanager: word,
    contact: contactSchema.optional().catch(undefined),
    reachBy: reachBySchema.optional().catch(undefined),
    modality: word,
    hold: word,
  })
  .catch({});

/**
 * The faults that a schema found in an input, with those by the roster or the numbering plan. The verbs find the latter
 * too, but only in an input without other faults, and all are to be told at once (API Design Rules 2.2).
 */
export async function withUnknown(
  ctx: Pick<Ctx, 'roster' | 'tokens' | 'actor'>,
  schema: z.ZodObject,
  input: unknown,
  found: readonly FieldError[],
  as?: BookedAs,
): Promise<FieldError[]> {
  const { topic, location, casemanager, contact, reachBy, modality, hold } = asked.parse(input);
  const roster = await ctx.roster.current();
  const own = resolveOnly(ctx, roster, casemanager);
  const errors: FieldError[] = [];
  // Whoever holds a time was asked for the topic then.
  const isAsked = topic !== undefined && hold === undefined;
  if (isAsked && !findTopic(roster, topic, as ?? bookedAs(ctx, own.ok ? own.only : undefined)))
    errors.push({ field: 'topic', message: 'topic-unknown' });
  if (location !== undefined && !isKnownLocation(roster, location))
    errors.push({ field: 'location', message: 'location-unknown' });
  if (!own.ok) errors.push(...own.errors);
  if (contact) errors.push(...normaliseReach(contact, reachBy).errors);
  if (modality === 'huisbezoek' && own.ok && !mayMeet(modality, bookedAs(ctx, own.only)))
    errors.push({ field: 'modality', message: 'visit-by-own-casemanager' });
  if (contact && contact.phone === undefined && modality === 'telefoon')
    errors.push({ field: 'contact.phone', message: 'phone-needed-for-call' });
  const told = new Set(found.map(({ field }) => field));
  const isOfSchema = (field: string) => (field.split('.')[0] ?? '') in schema.shape;
  return [...found, ...errors.filter(({ field }) => !told.has(field) && isOfSchema(field))];
}
