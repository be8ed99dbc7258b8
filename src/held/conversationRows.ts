import { showPhone } from '#server/booking/contact.ts';
import type {
  HeldAppointment,
  HeldConversation,
  HeldMessage,
  HeldPlace,
  HeldReferral,
} from '#server/held/types.ts';
import { texts } from '../content/texts.ts';
import { known, type Row } from './appointmentRows.ts';
import { sayMoment } from './moment.ts';

const t = texts();

/** When something was, in the language of the portal. */
export const moment = (at: Date): string => sayMoment('nl', at);

/** All that is kept of one chat or question, row by row; what was said in it aside. */
export function conversationRows(one: HeldConversation): Row[] {
  return known([
    { term: t('held.status'), value: t(`request.status.${one.status}`) },
    { term: t('request.started'), value: moment(one.startedAt) },
    { term: t('request.taken'), value: one.takenAt && moment(one.takenAt) },
    { term: t('request.closed'), value: one.closedAt && moment(one.closedAt) },
    { term: t('request.closed.why'), value: one.closeReason && t(`request.close.${one.closeReason}`) },
    { term: t('held.with'), value: one.casemanager },
    { term: t('held.topic'), value: one.topic?.nl ?? null },
    { term: t('held.name'), value: one.firstName },
    { term: t('held.email'), value: one.email },
    { term: t('held.phone'), value: one.phone && showPhone(one.phone) },
    { term: t('held.reach'), value: one.reachBy && t(`held.reach.${one.reachBy}`) },
    { term: t('request.answered'), value: one.answeredBy && t(`request.answered.${one.answeredBy}`) },
    { term: t('held.language'), value: t(`booking.language.${one.language}`) },
    { term: t('request.danger'), value: one.danger ? t('request.danger.yes') : null },
    { term: t('request.rating'), value: ratingOf(one.rating) },
    { term: t('request.rating.line'), value: one.ratingLine },
  ]);
}

/** What was proposed of one organisation, and what they made of it. */
export function proposalRows(one: HeldConversation['proposals'][number]): Row[] {
  return known([
    { term: t('request.proposal.to'), value: one.organisation },
    { term: t('held.created'), value: moment(one.at) },
    { term: t('request.proposal.by'), value: one.by },
    { term: t('held.topic'), value: one.topic.nl },
    { term: t('referred.told'), value: one.told },
    { term: t('held.status'), value: t(`request.proposal.${one.state}`) },
    { term: t('request.proposal.answered'), value: one.answeredAt && moment(one.answeredAt) },
    { term: t('request.proposal.until'), value: one.answeredAt === null ? moment(one.expiresAt) : null },
  ]);
}

function ratingOf(rating: number | null): string | null {
  if (rating === null) return null;
  return rating === 1 ? t('request.rating.1') : rating === 2 ? t('request.rating.2') : t('request.rating.3');
}

/** What somebody wrote, or what happened between the words. */
export function messageText({ kind, text, name, danger }: HeldMessage): string {
  const said =
    kind === 'text' ? text : t(`request.kind.${kind}`, { name: name ?? t('request.author.casemanager') });
  return danger ? `${said} (${t('request.danger.yes').toLowerCase()})` : said;
}

/** Who wrote it. */
export const authorOf = ({ author, name }: HeldMessage): string =>
  author === 'casemanager' && name !== null ? name : t(`request.author.${author}`);

/** Something that happened to an afspraak, a chat or a referral. */
export type Event = (HeldAppointment | HeldConversation | HeldReferral | HeldPlace)['history'][number];

/** `Verzet door Noor` */
export const eventText = ({ what, by }: Event): string =>
  `${t(`request.event.${what}`)} ${t(`request.by.${by.kind}`, { name: by.name ?? '' })}`;
