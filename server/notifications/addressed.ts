import { textsArrive } from '#server/booking/contact.ts';
import { type CalendarPart, calendarRequest, type MailMethod } from '#server/calendar/calendarRequest.ts';
import type { NoticeKind } from '#server/kernel/outbox.ts';
import { type AppointmentNews, letterToJongere, letterToStaff, textToJongere } from './appointmentLetter.ts';
import type { Ctx } from './context.ts';
import { discreetLetter, discreetSender, discreetText } from './discreetLetter.ts';
import { bounceAddress } from './mail/bounceAddress.ts';
import { composeMail } from './mail/composeMail.ts';
import type { Letter } from './mail/letter.ts';
import { mailColours } from './mail/mailColours.ts';
import type { Due } from './readDue.ts';
import type { Outgoing } from './types.ts';

/** Why there is no way to somebody: the gemeente sends none, or they cannot be reached by it. */
type NoWay = {
  drop: 'no-mail-server' | 'no-text-messages' | 'no-address' | 'no-mobile-number' | 'foreign-number';
};

/** A message with its words and where it goes; rendered when it is sent, outside of the transaction. */
export function addressed(ctx: Ctx, due: Due, news: AppointmentNews): Outgoing | NoWay {
  const { id, createdAt, channel } = due;
  const out = { id, createdAt, attempts: due.attempts + 1 };
  const { email, phone } = news.appointment;
  if (channel === 'text') {
    if (!ctx.texts) return { drop: 'no-text-messages' };
    if (phone === null) return { drop: 'no-address' };
    const where = textsArrive(phone);
    if (where === null) return { drop: 'no-mobile-number' };
    if (!mayGo(where, news.settings.messages.textsTo)) return { drop: 'foreign-number' };
    return {
      ...out,
      channel,
      text: {
        to: phone,
        body: news.discreet ? discreetText(news) : textToJongere(news),
        reference: id,
        discreet: news.discreet,
        isRepeat: due.attempts > 0,
      },
    };
  }
  const { mail } = ctx;
  if (!mail) return { drop: 'no-mail-server' };
  const to = due.staffId === null ? email : due.staffEmail;
  if (to === null) return { drop: 'no-address' };
  const at = ctx.clock.now();
  const compose = async () => ({
    from: mail.bounces === null ? mail.from : bounceAddress(mail.bounces, id),
    to,
    raw: await composeMail({
      from: {
        name: news.discreet ? discreetSender(news.appointment.language) : news.settings.municipality,
        address: mail.from,
      },
      to,
      replyTo: news.discreet ? mail.from : news.settings.email,
      messageId: `${id}.${news.appointment.sequence}@${domainOf(mail.from)}`,
      thread: `${news.appointment.id}@${domainOf(mail.from)}`,
      letter: letterOf(ctx, due, news),
      // The colours of a gemeente would say who writes.
      colours: mailColours(news.discreet ? noTheme : news.settings.theme, ctx.grounds),
      calendar: calendarOf(ctx, due, news, to),
      at,
    }),
  });
  return { ...out, channel, mail: compose };
}

const mayGo = (where: 'nl' | 'eu' | 'elsewhere', to: 'nl' | 'eu' | 'all') =>
  where === 'nl' || to === 'all' || (where === 'eu' && to === 'eu');

function letterOf(ctx: Ctx, { staffId }: Due, news: AppointmentNews): Letter {
  if (staffId === null) return news.discreet ? discreetLetter(news) : letterToJongere(news);
  const isTheirs = news.kind === 'in-agenda';
  return letterToStaff(
    news,
    `${ctx.publicUrl}/medewerker/${isTheirs ? `afspraken/${news.appointment.id}` : 'week'}`,
  );
}

/** The method by which each kind of news changes an entry in a calendar; none by the others. */
const methods: Partial<Record<NoticeKind, MailMethod>> = {
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

const noTheme = { action: null, link: null, header: null };

const domainOf = (address: string) => address.slice(address.lastIndexOf('@') + 1);
