import type { Ctx } from '#server/booking/context.ts';
import { needsIn } from '#server/booking/needs.ts';
import { normaliseReach } from '#server/booking/person.ts';
import { findTopic } from '#server/booking/slotRequest.ts';
import type { Invalid } from '#server/booking/types.ts';
import type { FieldError } from '#server/kernel/fieldError.ts';
import type { Topic } from '#server/roster/types.ts';
import { consentOf, handOverConsentOf, type Said } from './consent.ts';
import { type Maker, organisationOf, type StoredKey, storedKey } from './maker.ts';
import type { ReferInput } from './schema.ts';
import type { NewReferral } from './types.ts';

/** Somebody for whom there is other help. */
export interface Elsewhere {
  ok: false;
  error: 'elsewhere';
  why: 'age' | 'residence';
}

/** The sentence is another one by now: it has to be read anew. */
export interface ConsentChanged {
  ok: false;
  error: 'consent-changed';
  consent: Said;
}

export type Unprepared = Elsewhere | ConsentChanged | Invalid;

/** What is to be written. */
export interface Order {
  maker: Maker;
  key: StoredKey;
  topic: Topic;
  referral: NewReferral;
  consent: Said;
}

/** What was sent as it is written, or why it is not: nothing is read of who else was referred. */
export async function prepare(
  ctx: Ctx,
  maker: Maker,
  input: ReferInput,
): Promise<{ ok: true; order: Order } | Unprepared> {
  if (input.ageGroup === '27-plus') return { ok: false, error: 'elsewhere', why: 'age' };
  if (input.residence === 'elsewhere') return { ok: false, error: 'elsewhere', why: 'residence' };
  const roster = await ctx.roster.current();
  const topic = findTopic(roster, input.topic, 'invited');
  const { email, phone, reachBy, errors: wrong } = normaliseReach(input.contact, input.reachBy);
  const errors: FieldError[] = topic ? wrong : [{ field: 'topic', message: 'topic-unknown' }, ...wrong];
  if (!topic || errors.length > 0) return { ok: false, error: 'invalid', errors };
  const name = maker.organisation === null ? null : await organisationOf(ctx, maker.organisation);
  const consent =
    maker.source === 'chat' && name !== null
      ? handOverConsentOf(roster.settings, name, input.consentLanguage)
      : consentOf(roster.settings, name, input.consentLanguage);
  if (consent.version !== input.consentVersion) return { ok: false, error: 'consent-changed', consent };
  const referral: NewReferral = {
    firstName: input.firstName,
    email,
    phone,
    contactOf: input.contactOf,
    reachBy,
    reachNote: input.reachNote ?? null,
    ageGroup: input.ageGroup,
    language: input.language ?? ctx.language,
    topicId: topic.id,
    told: input.told ?? null,
    urgent: input.urgent ?? null,
    ...needsIn(input),
  };
  return { ok: true, order: { maker, key: storedKey(maker, input), topic, referral, consent } };
}
