import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/booking/context.ts';
import type { KeyReused } from '#server/booking/idempotency.ts';
import { normaliseReach } from '#server/booking/person.ts';
import type { TooMany } from '#server/booking/types.ts';
import type { FieldError } from '#server/kernel/fieldError.ts';
import type { Language } from '#server/kernel/languages.ts';
import { write } from '#server/kernel/write.ts';
import { consentOf, type Said } from './consent.ts';
import { countReferral } from './countReferral.ts';
import { findMade, insertReferral } from './insertReferral.ts';
import { type Maker, organisationOf, storedKey } from './maker.ts';
import { bySystem, checkKey, type KeyUnknown } from './organisationKeys.ts';
import { prepare, type Unprepared } from './prepare.ts';
import { type ReferResult, referWithLink } from './refer.ts';
import type { ReferByFormInput, ReferInput } from './schema.ts';

/**
 * Refers by a system of an organisation, whose key is the right to that and to nothing else. It gets the link to pass on. The
 * same idempotency key with the same input gives the same referral and link.
 */
export async function referByKey(
  ctx: Ctx,
  organisationKey: string,
  input: ReferInput,
  key: string,
): Promise<ReferResult | KeyUnknown> {
  may(ctx, 'referral.send');
  const known = await checkKey(ctx, organisationKey);
  if (!known.ok) return known;
  const { organisation } = known;
  return referWithLink(
    bySystem(ctx),
    { source: 'api', organisation, madeBy: null, from: null, agreedAt: null, key },
    input,
  );
}

/** The sentence that a jongere agrees to when a system of this organisation refers them. */
export async function readConsentByKey(
  ctx: Ctx,
  organisationKey: string,
  language: Language,
): Promise<{ ok: true; consent: Said } | KeyUnknown | TooMany> {
  may(ctx, 'referral.send');
  const known = await checkKey(ctx, organisationKey);
  if (!known.ok) return known;
  const { settings } = await ctx.roster.current();
  const name = await organisationOf(ctx, known.organisation);
  return { ok: true, consent: consentOf(settings, name, language) };
}

export type ReferByFormResult = { ok: true; repeated: boolean } | Unprepared | KeyReused | TooMany;

type From = ReferByFormInput['from'];
const contactOf = ({ email, phone }: From) => ({ email, phone });

/** What is wrong with how who refers by the form can be reached: with the number, since an address is judged by the schema. */
export const reachFaults = (from: From): FieldError[] =>
  normaliseReach(contactOf(from), undefined).errors.map(({ message }) => ({ field: 'from.phone', message }));

/**
 * Refers by the form for professionals without an account. There is no link: a coordinator takes it up. `key` is that of the
 * form, so that it counts once however often it is sent.
 */
export async function referByForm(
  ctx: Ctx,
  input: ReferByFormInput,
  key: string,
): Promise<ReferByFormResult> {
  may(ctx, 'referral.send');
  const { from, ...referral } = input;
  const errors = reachFaults(from);
  if (errors.length > 0) return { ok: false, error: 'invalid', errors };
  const { email, phone } = normaliseReach(contactOf(from), undefined);
  const { name, organisation } = from;
  const by = { name, organisation, email, phone };
  const maker: Maker = { source: 'form', organisation: null, madeBy: null, from: by, agreedAt: null, key };
  const stored = storedKey(maker, input);
  const before = await findMade(ctx, stored);
  if (before.kind === 'key-reused') return { ok: false, error: 'key-reused' };
  if (before.kind === 'made') return { ok: true, repeated: true };
  const counted = await countReferral(ctx, maker);
  if (!counted.ok) return counted;
  const prepared = await prepare(ctx, maker, referral);
  if (!prepared.ok) return prepared;
  const order = { ...prepared.order, key: stored };
  const made = await write(bySystem(ctx), (w) => insertReferral(w, order));
  if (made !== null) return { ok: true, repeated: false };
  const twin = await findMade(ctx, stored);
  return twin.kind === 'made' ? { ok: true, repeated: true } : { ok: false, error: 'key-reused' };
}
