import type * as chat from '#server/chat/context.ts';
import type { Asker } from '#server/kernel/context.ts';
import type { Grounds } from '#server/looks/grounds.ts';
import type { Mailer, Sent } from './mail/mailer.ts';
import type { Sending } from './sending.ts';
import type { TextMessage } from './types.ts';

/** Mail as the gemeente sends it. */
export interface MailWay {
  mailer: Mailer;
  /** The address that it comes from. */
  from: string;
  /** Where a server says that it could not be delivered, with the name of the message behind it; null for `from`. */
  bounces: string | null;
  /** What a server that brings back such mails comes with; null or left out when none does. */
  bounceSecret?: string | null;
}

/** By which text messages go out. */
export interface Texter {
  /** Breaks off when the signal says so. */
  send(message: TextMessage, givingUp: AbortSignal): Promise<Sent>;
  /** What receipts of the provider come with; null or left out when it sends none. */
  receiptToken?: string | null;
}

export interface Services extends chat.Services {
  /** Those of the theme. */
  grounds: Grounds;
  /** Null when the gemeente has no mail server. */
  mail: MailWay | null;
  /** Null when the gemeente sends no text messages. */
  texts: Texter | null;
  /** Where messages of a demo are kept, with the address of the site that stands in them; null when they really go out. */
  mailbox: { siteUrl: string } | null;
  /** How sending goes in this process. */
  sending: Sending;
}

export interface Ctx extends Services, Asker {}
