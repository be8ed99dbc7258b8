import { readInviting } from '#server/gesprekken/readInvitation.ts';
import { type Language, languageList } from '#server/kernel/languages.ts';
import { readTraject, type Traject } from '#server/trajecten/readTraject.ts';
import { qrOf } from '#ui/qr.ts';
import { notFound, showPage, type TakeStep } from '#ui/step.ts';

export interface LetterPage {
  traject: Traject;
  /** That of the jongere, unless another one was asked for. */
  language: Language;
  /** It was asked for as the letter of an invitation: it announces no visit, also where that is what comes after it. */
  isInvitation: boolean;
  /** Who writes. */
  from: string;
  /** Epoch ms. */
  today: number;
  /** The link of an invitation by letter that stands, its code, and until when (epoch ms). */
  link: { url: string; qr: string; expiresAt: number } | null;
}

/** A letter to print, by post, with the link of an invitation, or to announce a visit: it never says why. */
export const letterStep: TakeStep<LetterPage> = async ({
  locals: { ctx, staff },
  params,
  url: { searchParams },
}) => {
  const found = await readTraject(ctx, params.id ?? '');
  if (!found.ok || found.traject.closedAt !== null || staff === null) return notFound;
  const { traject } = found;
  const asked = languageList.find((one) => one === searchParams.get('language'));
  const language = asked ?? traject.jongere.language;
  const inviting = await readInviting(ctx, traject.id, language);
  const invitation = inviting.ok ? inviting.inviting.invitation : null;
  const url = invitation?.way === 'letter' ? invitation.url : null;
  const link =
    invitation && url !== null ? { url, qr: await qrOf(url), expiresAt: invitation.expiresAt } : null;
  const from = `${staff.firstName} ${staff.lastName}`;
  const isInvitation = searchParams.get('invitation') === 'yes';
  return showPage({ traject, language, isInvitation, from, today: ctx.clock.now(), link });
};
