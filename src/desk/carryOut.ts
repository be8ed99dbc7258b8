import { z } from 'zod';
import { bookFor, isBooked } from '#server/booking/bookFor.ts';
import { findOfContact } from '#server/booking/findOfContact.ts';
import { normalisePerson } from '#server/booking/person.ts';
import {
  type BookForInput,
  bookForSchema,
  emailSchema,
  phoneSchema,
  reachBySchema,
} from '#server/booking/schema.ts';
import { bookGesprekFor, keyOfTraject } from '#server/gesprekken/book.ts';
import type { Ctx } from '#server/http/context.ts';
import type { FieldError } from '#server/kernel/fieldError.ts';
import { bookWalkIn, keyOfWalkIn } from '#server/walkIn/bookWalkIn.ts';
import { fieldErrors } from '#ui/errors.ts';
import { fieldErrorsSchema, refusedSameTime, refusedTaken } from '#ui/refusals.ts';
import { type Manner, mannerValue } from '../booking/manner.ts';
import { sentNeeds } from '../booking/needs.ts';
import { anybody } from './choices.ts';
import type { DeskForm } from './form.ts';

/** Why the form is shown again: for other times (200), or because it was not accepted. */
export const deskNotDone = z.object({
  ok: z.literal(false),
  status: z.union([z.literal(200), z.literal(409), z.literal(422)]),
  errors: fieldErrorsSchema,
  /** The time was not to be had any more. */
  taken: refusedTaken.exactOptional(),
  /** The contact has an afspraak at that time already: only who insists goes on. */
  sameTime: refusedSameTime.exactOptional(),
  /** This very form made an afspraak before, with other answers. */
  keyReused: z.literal(true).exactOptional(),
  /** Who it is for was called meanwhile, left, or has an afspraak. */
  waitsNoMore: z.literal(true).exactOptional(),
});

export type DeskNotDone = z.infer<typeof deskNotDone>;

/** What sending the form came to; `booked` is the id of the afspraak that was made, and `undo` takes it back. */
type Done = { ok: true; booked: string; undo: number | null } | DeskNotDone;

/**
 * Shows times for a form as it stands, or books with it, also at a time at which the same contact has another afspraak:
 * `asked` is which of these.
 */
export async function carryOut(ctx: Ctx, form: DeskForm, asked: 'times' | 'book' | 'insist'): Promise<Done> {
  const dates: FieldError[] = form.fromWrong ? [{ field: 'from', message: 'from-invalid' }] : [];
  if (asked === 'times') return { ok: false, status: dates.length === 0 ? 200 : 422, errors: dates };
  const input = parse(form);
  // Never with somebody, or in a way, that nobody chose.
  const gone = form.gone.map((field) => ({ field, message: 'choice-gone' }));
  const wrong = [...gone, ...(input.ok ? [] : input.errors)];
  if (!input.ok || wrong.length > 0) return { ok: false, status: 422, errors: wrong };
  // Not of the afspraak that the first of two clicks made.
  const known = await findOfContact(ctx, form.fields);
  const isNews = known.some(({ id }) => !form.seen.includes(id));
  const key = keyOf(form);
  if (isNews && !(await isBooked(ctx, input.value, key))) return { ok: false, status: 409, errors: [] };
  const insists = asked === 'insist';
  const result = await bookWith(ctx, form, { input: input.value, insists });
  if (result.ok) return { ok: true, booked: result.appointment.id, undo: result.undo };
  if (result.error === 'invalid') return { ok: false, status: 422, errors: result.errors };
  if (result.error === 'same-time') return { ok: false, status: 409, errors: [], sameTime: result };
  if (result.error === 'taken') return { ok: false, status: 409, errors: [], taken: result };
  if (result.error === 'waits-no-more') return { ok: false, status: 409, errors: [], waitsNoMore: true };
  // The choices are of the team, so what is not found is an afspraak of this form that was wiped: a new one then.
  return { ok: false, status: 409, errors: [], keyReused: true };
}

function keyOf({ walkIn, traject, key }: DeskForm): string {
  if (walkIn !== undefined) return keyOfWalkIn(walkIn, key);
  return traject === undefined ? key : keyOfTraject(traject, key);
}

/** By the verb of where the form began: a line of today, a traject, or neither. */
function bookWith(
  ctx: Ctx,
  { walkIn, traject, key }: DeskForm,
  { input, insists }: { input: BookForInput; insists: boolean },
) {
  if (walkIn !== undefined) return bookWalkIn(ctx, walkIn, input, { key, insists });
  if (traject !== undefined) return bookGesprekFor(ctx, traject, input, { key, insists });
  return bookFor(ctx, input, key, { insists });
}

/** How and where it is: what was chosen with the time, as long as that still is what is asked for. */
function mannerOf({ manner, chosen }: DeskForm): Manner | undefined {
  const isOther = manner && chosen?.manner && mannerValue(manner) !== mannerValue(chosen.manner);
  return isOther ? undefined : chosen?.manner;
}

const filled = (text: string | undefined) => (text?.trim() ? text : undefined);

function parse(form: DeskForm): { ok: true; value: BookForInput } | { ok: false; errors: FieldError[] } {
  const { topic, who, chosen, fields } = form;
  const manner = mannerOf(form);
  const contact = { email: filled(fields.email), phone: filled(fields.phone) };
  const parsed = bookForSchema.safeParse({
    topic: topic?.id,
    start: chosen?.start,
    modality: manner?.modality,
    location: manner?.location?.id,
    contact,
    name: fields.name ?? '',
    ageGroup: fields.ageGroup,
    note: filled(fields.note),
    visitAddress: manner?.modality === 'huisbezoek' ? (fields.visitAddress ?? '') : undefined,
    ...sentNeeds({ ...fields }),
    reachBy: filled(fields.reachBy),
    messages: filled(fields.messages),
    language: filled(fields.language),
    casemanager: who === anybody ? undefined : who,
  });
  if (parsed.success) return { ok: true, value: parsed.data };
  // Without a time there is no manner of one either: that is one thing to choose.
  const found = fieldErrors(parsed.error).filter(({ field }) => field !== 'modality' || chosen !== undefined);
  const later = contactErrors(form, contact).filter(({ field }) => !found.some((one) => one.field === field));
  return { ok: false, errors: [...found, ...later] };
}

/** What the verb would say about the contact, so that all that is wrong is said at once. */
function contactErrors(
  form: DeskForm,
  typed: { email: string | undefined; phone: string | undefined },
): FieldError[] {
  const contact = {
    email: emailSchema.safeParse(typed.email).data,
    phone: phoneSchema.safeParse(typed.phone).data,
  };
  const reachBy = reachBySchema.safeParse(form.fields.reachBy).data;
  // The schema says what is wrong with an address.
  const person = { name: '-', ageGroup: '18-22', contact, reachBy, visitAddress: '-' } as const;
  const result = normalisePerson(person, mannerOf(form)?.modality ?? 'op-locatie', 'nl');
  return result.ok ? [] : result.errors;
}
