import { z } from 'zod';
import type { Appointment } from '#server/booking/types.ts';
import type { Ctx } from '#server/http/context.ts';
import { findBookedTogether } from '#server/referral/findBookedTogether.ts';
import type { Invitation } from '#server/referral/invite.ts';
import { referAgain, remindReferral, showInvitation } from '#server/referral/linkOfReferral.ts';
import { answerCasemanager } from '#server/referral/messages.ts';
import { invitationPath } from '#server/referral/paths.ts';
import { readReferral } from '#server/referral/readReferral.ts';
import {
  noteContactSchema,
  referralMessageSchema,
  takeReferralSchema,
  withdrawReferralSchema,
} from '#server/referral/schema.ts';
import { noteContact, takeReferral } from '#server/referral/takeReferral.ts';
import type { OwnReferral } from '#server/referral/types.ts';
import { withdrawReferral } from '#server/referral/withdrawReferral.ts';
import type { PageErrors } from '#ui/errors.ts';
import { type FormValues, typed } from '#ui/form.ts';
import { qrOf } from '#ui/qr.ts';
import { attempt, refusedAs, refusedInvalid } from '#ui/refusals.ts';
import { brokenForm, notFound, redirectTo, showPage, type TakeStep } from '#ui/step.ts';
import { takeForm } from '#ui/takeForm.ts';
import { formErrors } from '../booking/errors.ts';
import { pathsIn } from '../booking/paths.ts';
import { streetPaths } from './paths.ts';

const refusedWords = ['not-found', 'not-now', 'nothing-offered', 'too-late', 'changed'] as const;
const outcomes = z
  .object({ ok: z.literal(true), shows: z.enum(['link', 'appointment']), reminds: z.boolean().optional() })
  .or(refusedInvalid)
  .or(refusedAs(...refusedWords));
type Outcome = z.output<typeof outcomes>;
type Done = { ok: true; done: (typeof news)[number] };

/** What the page says was just done. */
const news = ['withdrawn', 'answered', 'changed', 'taken', 'contact'] as const;

/** An address to hand over, with its picture. */
export interface Handed {
  url: string;
  qr: string;
}

export interface ReferralPage {
  referral: OwnReferral;
  /** The link to choose with, when it was asked for just now. */
  link: (Handed & { expiresAt: number; reminds: boolean }) | null;
  /** The afspraak that was made just now. */
  booked: (Handed & { appointment: Appointment; calendar: string }) | null;
  /** The key of the form that made it just now. */
  madeKey: string | undefined;
  /** What was typed in the fields, and is not sent. */
  typed: { text: string | undefined; reason: string | undefined };
  errors: PageErrors;
  refusal: (typeof refusedWords)[number] | null;
  done: (typeof news)[number] | null;
}

/** One referral: what became of it, and what may still be done. */
export const referralStep: TakeStep<ReferralPage> = async (asked) => {
  const { ctx, lang } = asked.locals;
  const { id = '' } = asked.params;
  const form = await takeForm(asked);
  if (form.values === null) return brokenForm;
  const outcome = await form.answer(outcomes, (sent) => carryOut(ctx, id, sent));
  if (outcome?.ok && 'done' in outcome) return redirectTo(streetPaths.referral(id, outcome.done));
  const found = await readReferral(ctx, id);
  if (!found.ok) return notFound;
  if (form.sent) return form.again();

  const shows = outcome?.ok ? outcome : null;
  const refusal = outcome && !outcome.ok ? outcome : null;
  const wrong = refusal?.error === 'invalid' ? refusal.errors : [];
  const asks = form.values ? null : asked.url.searchParams.get('done');
  return showPage(
    {
      referral: found.referral,
      link: shows?.shows === 'link' ? await linkOf(ctx, found.referral, shows.reminds === true) : null,
      booked: shows?.shows === 'appointment' ? await bookedOf(ctx, id) : null,
      madeKey: shows ? typed(form.values ?? {}, 'key') : undefined,
      typed: { text: typed(form.values ?? {}, 'text'), reason: typed(form.values ?? {}, 'reason') },
      errors: formErrors(wrong, ['text', 'reason'], lang),
      refusal: refusal && refusal.error !== 'invalid' ? refusal.error : null,
      done: news.find((one) => one === asks) ?? null,
    },
    refusal ? (refusal.error === 'invalid' ? 422 : 409) : 200,
  );
};

async function carryOut(ctx: Ctx, id: string, values: FormValues): Promise<Outcome | Done> {
  switch (typed(values, 'does')) {
    case 'remind':
      return shownWith(await remindReferral(ctx, id), true);
    case 'again':
      return shownWith(await referAgain(ctx, id));
    case 'withdraw': {
      const result = await attempt(withdrawReferralSchema, values, (input) =>
        withdrawReferral(ctx, id, input),
      );
      return result.ok ? { ok: true, done: 'withdrawn' } : result;
    }
    case 'take': {
      const result = await attempt(takeReferralSchema, values, (input) => takeReferral(ctx, id, input));
      return result.ok ? { ok: true, done: 'taken' } : result;
    }
    case 'contact-made':
    case 'contact-failed': {
      const sent = { ...values, contact: values.does === 'contact-made' ? 'made' : 'failed' };
      const result = await attempt(noteContactSchema, sent, (input) => noteContact(ctx, id, input));
      return result.ok ? { ok: true, done: 'contact' } : result;
    }
    case 'answer': {
      const result = await attempt(referralMessageSchema, values, (input) =>
        answerCasemanager(ctx, id, input),
      );
      return result.ok ? { ok: true, done: 'answered' } : result;
    }
    default:
      return shownWith(await showInvitation(ctx, id));
  }
}

/** That it is shown is kept with the form, not the link. */
const shownWith = (
  result: { ok: true; invitation: Invitation } | Extract<Outcome, { ok: false }>,
  reminds = false,
): Outcome => (result.ok ? { ok: true, shows: 'link', reminds } : result);

async function linkOf(
  ctx: Ctx,
  { id, language }: OwnReferral,
  reminds: boolean,
): Promise<ReferralPage['link']> {
  const shown = await showInvitation(ctx, id);
  if (!shown.ok) return null;
  const { token, expiresAt } = shown.invitation;
  const url = ctx.publicUrl + invitationPath(token, language);
  return { url, qr: await qrOf(url), expiresAt, reminds };
}

async function bookedOf(ctx: Ctx, id: string): Promise<ReferralPage['booked']> {
  const found = await findBookedTogether(ctx, id);
  if (!found.ok) return null;
  const { token, language } = found.appointment;
  const paths = pathsIn(language);
  const url = ctx.publicUrl + paths.appointment(token);
  return { url, qr: await qrOf(url), appointment: found.appointment, calendar: paths.calendar(token) };
}
