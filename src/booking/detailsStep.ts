import { z } from 'zod';
import { showPhone } from '#server/booking/contact.ts';
import type { Ctx } from '#server/booking/context.ts';
import { extendHold } from '#server/booking/extendHold.ts';
import { findHold } from '#server/booking/findHold.ts';
import { noNeeds } from '#server/booking/needs.ts';
import { releaseHold } from '#server/booking/releaseHold.ts';
import { sameDetails } from '#server/booking/sameDetails.ts';
import { saveDetails } from '#server/booking/saveDetails.ts';
import type { Appointment, Hold } from '#server/booking/types.ts';
import { ageGroupOf } from '#server/gesprekken/ageGroup.ts';
import { type OpenedGesprek, openGesprek } from '#server/gesprekken/openGesprek.ts';
import { openInvitation } from '#server/referral/openInvitation.ts';
import type { OpenedInvitation } from '#server/referral/types.ts';
import type { PageErrors } from '#ui/errors.ts';
import { type FormValues, readForm, typed } from '#ui/form.ts';
import { fieldErrorsSchema } from '#ui/refusals.ts';
import { redirectTo, showPage, type TakeStep } from '#ui/step.ts';
import { takeForm } from '#ui/takeForm.ts';
import { type HoldOver, holdOver } from './checkStep.ts';
import { formErrors } from './errors.ts';
import { leaveHold } from './leaveHold.ts';
import { ownWords } from './own.ts';
import { type OwnWords, pathsIn } from './paths.ts';
import { keptFields, type PersonFields, parsePerson, tooOld, typedFields } from './person.ts';

export type DetailsPage =
  | HoldOver
  | { view: 'broken' }
  | {
      view: 'details';
      hold: Hold;
      fields: PersonFields;
      errors: PageErrors;
      /** Who was invited came with the address or telephone of who referred them. */
      borrows: boolean;
      /** What who was invited needs was said there. */
      saidNeeds: boolean;
    };

/** "About you": keeps with the hold who it is for. */
export const detailsStep: TakeStep<DetailsPage> = async (asked) => {
  const { ctx } = asked.locals;
  const { hold: token = '' } = asked.params;
  const own = ownWords(asked.url.searchParams);
  const found = await findHold(ctx, token);
  if (!found.ok && found.error === 'booked') {
    const sent = asked.request.method === 'POST' ? await readForm(asked.request) : null;
    return redirectTo(afterBooked(ctx, found.appointment, sent));
  }
  if (!found.ok) return holdOver(found.error);
  const { hold } = found;
  const form = await takeForm(asked, hold.id);
  const invited = await openedFor(ctx, own);
  if (invited === null) {
    await releaseHold(ctx, token);
    return redirectTo(pathsIn(ctx.language).invitation(own.invitation ?? ''));
  }
  const answer = await form.answer(detailsAgain, (sent) => answerDetails(ctx, hold, sent, own));
  if (answer?.ok) return redirectTo(answer.to);
  if (form.values === null) return showPage({ view: 'broken' }, 400);
  if (form.sent) return form.again();
  const fields = form.values ? typedFields(form.values) : await fieldsOf(ctx, hold, { invited, own });
  const contact = hold.modality === 'telefoon' ? ['phone', 'email'] : ['email', 'phone'];
  const order = [
    'name',
    'ageGroup',
    'visitAddress',
    ...contact,
    'reachBy',
    'messages',
    'language',
    'interpreter',
    'companion',
    'note',
  ];
  const errors = formErrors(answer?.errors ?? [], order, ctx.language);
  const borrows = invited?.contactOf === 'jongerenwerker';
  const saidNeeds = invited !== undefined;
  return showPage(
    { view: 'details', hold, fields, errors, borrows, saidNeeds },
    errors.summary.length > 0 ? 422 : 200,
  );
};

/** What was said of who was invited; undefined for others, null when the link opens nothing (any more). */
async function openedFor(
  ctx: Ctx,
  { invitation: token }: OwnWords,
): Promise<OpenedInvitation | undefined | null> {
  if (token === undefined) return undefined;
  const opened = await openInvitation(ctx, token);
  return opened.ok ? opened.invitation : null;
}

/** What was kept with the hold; before anything is, what was said of who was invited. */
async function fieldsOf(
  ctx: Ctx,
  { person }: Hold,
  { invited, own }: { invited: OpenedInvitation | undefined; own: OwnWords },
): Promise<PersonFields> {
  if (person.name !== null) return keptFields(person, showPhone);
  if (own.gesprek !== undefined) {
    const opened = await openGesprek(ctx, own.gesprek);
    if (opened.ok) return { ...keptFields(person, showPhone), ...gesprekFields(opened.invitation) };
  }
  if (!invited) return keptFields(person, showPhone);
  const { firstName: name, ageGroup, contact, reachBy, language } = invited;
  const { email = null, phone = null } = contact ?? {};
  const known = {
    name,
    ageGroup,
    email,
    phone,
    reachBy: contact ? reachBy : null,
    messages: 'full' as const,
    language,
  };
  return keptFields({ ...known, note: null, visitAddress: null, ...noNeeds }, showPhone);
}

/** What is known of who was invited to a gesprek: a name to call them by, and where the link went. */
const gesprekFields = ({ firstName, age, contact, language }: OpenedGesprek): PersonFields => ({
  name: firstName,
  ageGroup: ageGroupOf(age),
  email: contact.email ?? undefined,
  phone: contact.phone === null ? undefined : showPhone(contact.phone),
  language,
});

/** The page comes again, with what was typed and all that is wrong with it; nothing is, for who asked for more time. */
export const detailsAgain = z.object({ ok: z.literal(false), errors: fieldErrorsSchema });

export type DetailsAnswer = { ok: true; to: string } | z.infer<typeof detailsAgain>;

/** Where a form of the page "about you" leads when its hold became an afspraak before. */
export function afterBooked(ctx: Ctx, appointment: Appointment, values: FormValues | null): string {
  const parsed = values && parsePerson(values, appointment.modality, ctx.language);
  const stood = parsed !== null && !(parsed.ok && sameDetails(appointment, parsed.person));
  return pathsIn(ctx.language).done(appointment.token, { stood });
}

/** What a post of the page "about you" comes to. */
export async function answerDetails(
  ctx: Ctx,
  hold: Hold,
  values: FormValues,
  own?: OwnWords,
): Promise<DetailsAnswer> {
  const paths = pathsIn(ctx.language);
  const button = typed(values, 'action');
  const left = await leaveHold(ctx, hold, button, own);
  if (left !== null) return { ok: true, to: left };

  // Of a hold that is over, the page itself says so.
  const here = { ok: true, to: paths.details(hold.token, own) } as const;
  const parsed = parsePerson(values, hold.modality, ctx.language);
  if (button === 'more-time') {
    const extended = await extendHold(ctx, hold.token);
    // Half of it may be filled in yet: that is shown again, and no error so far.
    return extended.ok ? { ok: false, errors: [] } : here;
  }
  if (typed(values, 'ageGroup') === tooOld) {
    await releaseHold(ctx, hold.token);
    return { ok: true, to: paths.olderThan26 };
  }
  if (!parsed.ok) return { ok: false, errors: parsed.errors };
  const saved = await saveDetails(ctx, hold.token, parsed.person);
  if (saved.ok) return { ok: true, to: paths.check(hold.token, own) };
  return saved.error === 'invalid' ? { ok: false, errors: saved.errors } : here;
}
