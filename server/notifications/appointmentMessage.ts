import { type CalendarPart, calendarRequest, type MailMethod } from '#server/calendar/calendarRequest.ts';
import { type AppointmentNews, letterToJongere, letterToStaff, textToJongere } from './appointmentLetter.ts';
import type { Ctx } from './context.ts';
import { discreetLetter, discreetText } from './discreetLetter.ts';
import type { Letter } from './mail/letter.ts';
import type { Due } from './readDue.ts';
import type { Message } from './toOutgoing.ts';

/** A piece of news about an afspraak as the receiver of a notice gets it. */
export function appointmentMessage(ctx: Ctx, due: Due, news: AppointmentNews): Message {
  const { appointment, settings, discreet } = news;
  return {
    email: due.staffId === null ? appointment.email : due.staffEmail,
    phone: due.staffId === null ? appointment.phone : null,
    language: appointment.language,
    settings,
    discreet,
    letter: () => letterOf(ctx, due, news),
    text: () => (discreet ? discreetText(news) : textToJongere(news)),
    calendar: (to) => calendarOf(ctx, due, news, to),
    version: appointment.sequence,
    thread: appointment.id,
  };
}

function letterOf(ctx: Ctx, { staffId }: Due, news: AppointmentNews): Letter {
  if (staffId === null) return news.discreet ? discreetLetter(news) : letterToJongere(news);
  const isTheirs = news.kind === 'in-agenda';
  return letterToStaff(
    news,
    `${ctx.publicUrl}/medewerker/${isTheirs ? `afspraken/${news.appointment.id}` : 'week'}`,
  );
}

/** The method by which each kind of news changes an entry in a calendar; none by the others. */
const methods: Partial<Record<AppointmentNews['kind'], MailMethod>> = {
  confirmed: 'REQUEST',
  moved: 'REQUEST',
  'handed-over': 'REQUEST',
  'link-renewed': 'REQUEST',
  cancelled: 'CANCEL',
  'in-agenda': 'REQUEST',
  'off-agenda': 'CANCEL',
};

function calendarOf(
  ctx: Ctx,
  { staffId, staffNames }: Due,
  { kind, appointment, settings, discreet }: AppointmentNews,
  email: string,
): CalendarPart | null {
  const method = methods[kind];
  // An entry names place and organizer, and calendars are shared.
  if (method === undefined || discreet) return null;
  const to =
    staffId === null
      ? { kind: 'jongere' as const, email, token: appointment.token }
      : { kind: 'staff' as const, email, names: staffNames && settings.namesInCalendars };
  const { municipality, email: organizer } = settings;
  const options = { municipality, email: organizer, publicUrl: ctx.publicUrl };
  return calendarRequest(appointment, { method, to }, options);
}
