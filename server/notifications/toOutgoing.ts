import { textsArrive } from '#server/booking/contact.ts';
import type { CalendarPart } from '#server/calendar/calendarRequest.ts';
import type { Language } from '#server/kernel/languages.ts';
import type { Settings } from '#server/settings/schema.ts';
import type { Ctx } from './context.ts';
import { discreetSender } from './discreetLetter.ts';
import { bounceAddress } from './mail/bounceAddress.ts';
import { composeMail } from './mail/composeMail.ts';
import type { Letter } from './mail/letter.ts';
import { mailColours } from './mail/mailColours.ts';
import type { Due } from './readDue.ts';
import type { Decision } from './settle.ts';
import type { Outgoing } from './types.ts';

/** What is to be told, in words, and where it may go. */
export interface Message {
  /** Null where there is none. */
  email: string | null;
  /** E.164; null where there is none. */
  phone: string | null;
  language: Language;
  settings: Settings;
  /** Somebody else may read along: nothing says who writes. */
  discreet: boolean;
  letter(): Letter;
  /** The whole of a text message. */
  text(): string;
  /** What a calendar takes over, for whoever has this address; left out where nothing is to be taken over. */
  calendar?(to: string): CalendarPart | null;
  /** Which version of what it tells this is: a part of the name of the message. */
  version: number;
  /** Messages of one thread stand together in a mailbox; null for one that stands alone. */
  thread: string | null;
}

/** Why there is no way to somebody: the gemeente sends none, or they cannot be reached by it. */
export type NoWay = {
  drop: 'no-mail-server' | 'no-text-messages' | 'no-address' | 'no-mobile-number' | 'foreign-number';
};

/** A message as it goes out by the channel of its notice; a mail is rendered when it is sent, outside of the transaction. */
export function toOutgoing(ctx: Ctx, due: Due, message: Message): Outgoing | NoWay {
  return due.channel === 'text' ? asTextMessage(ctx, due, message) : asMail(ctx, due, message);
}

/** Decides that a message goes as its kind says, or why it cannot. `told`: what its receiver knows then, where that counts. */
export function decideToSend(
  ctx: Ctx,
  due: Due,
  message: Message,
  { told = null, until = null }: { told?: Record<string, unknown> | null; until?: number | null } = {},
): Decision {
  const { id, kind } = due;
  const outgoing = toOutgoing(ctx, due, message);
  if ('drop' in outgoing) return { decided: { id, drop: outgoing.drop } };
  return { decided: { id, kind, told }, outgoing, until };
}

const outgoing = ({ id, createdAt, attempts }: Due) => ({ id, createdAt, attempts: attempts + 1 });

function asTextMessage(ctx: Ctx, due: Due, { phone, settings, discreet, text }: Message): Outgoing | NoWay {
  if (!ctx.texts) return { drop: 'no-text-messages' };
  if (phone === null) return { drop: 'no-address' };
  const where = textsArrive(phone);
  if (where === null) return { drop: 'no-mobile-number' };
  if (!mayGo(where, settings.messages.textsTo)) return { drop: 'foreign-number' };
  const isRepeat = due.attempts > 0;
  return {
    ...outgoing(due),
    channel: 'text',
    text: { to: phone, body: text(), reference: due.id, discreet, isRepeat },
  };
}

const mayGo = (where: 'nl' | 'eu' | 'elsewhere', to: 'nl' | 'eu' | 'all') =>
  where === 'nl' || to === 'all' || (where === 'eu' && to === 'eu');

function asMail(ctx: Ctx, due: Due, message: Message): Outgoing | NoWay {
  const { mail } = ctx;
  if (!mail) return { drop: 'no-mail-server' };
  const { email: to, language, settings, discreet, version, thread } = message;
  if (to === null) return { drop: 'no-address' };
  const { id } = due;
  const at = ctx.clock.now();
  const domain = domainOf(mail.from);
  const compose = async () => ({
    from: mail.bounces === null ? mail.from : bounceAddress(mail.bounces, id),
    to,
    raw: await composeMail({
      from: { name: discreet ? discreetSender(language) : settings.municipality, address: mail.from },
      to,
      replyTo: discreet ? mail.from : settings.email,
      messageId: `${id}.${version}@${domain}`,
      thread: thread === null ? null : `${thread}@${domain}`,
      letter: message.letter(),
      // The colours of a gemeente would say who writes.
      colours: mailColours(discreet ? noTheme : settings.theme, ctx.grounds),
      calendar: message.calendar?.(to) ?? null,
      at,
    }),
  });
  return { ...outgoing(due), channel: 'email', mail: compose };
}

const noTheme = { action: null, link: null, header: null };

const domainOf = (address: string) => address.slice(address.lastIndexOf('@') + 1);
