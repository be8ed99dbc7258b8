import MailComposer from 'nodemailer/lib/mail-composer';
import type { CalendarPart } from '#server/calendar/calendarRequest.ts';
import { asHtml } from './asHtml.ts';
import { asText, type Letter } from './letter.ts';
import type { MailColours } from './mailColours.ts';

export interface Mail {
  from: { name: string; address: string };
  to: string;
  /** Who reads an answer. */
  replyTo: string;
  /** Names this message for ever, so that one that comes twice is known by it: without brackets. */
  messageId: string;
  /** The thread that it belongs to; null where there is none. */
  thread: string | null;
  letter: Letter;
  colours: MailColours;
  calendar: CalendarPart | null;
  /** The moment of the message, epoch ms. */
  at: number;
}

/**
 * A mail as it goes over the line (RFC 5322). The calendar part is the last alternative and an attachment too, byte for byte the
 * same, both in base64: one program reads the one, the next the other.
 */
export async function composeMail({
  from,
  to,
  replyTo,
  messageId,
  thread,
  letter,
  colours,
  calendar,
  at,
}: Mail): Promise<Buffer> {
  const type = calendar && `text/calendar; charset=utf-8; method=${calendar.method}`;
  const composed = new MailComposer({
    from,
    to,
    replyTo,
    subject: letter.subject,
    date: new Date(at),
    messageId: `<${messageId}>`,
    ...(thread === null ? {} : { references: `<${thread}>`, inReplyTo: `<${thread}>` }),
    headers: {
      // RFC 3834: so that an answering machine does not answer a machine.
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      'Content-Language': letter.language,
    },
    text: asText(letter),
    html: asHtml(letter, colours),
    alternatives:
      calendar && type
        ? [{ contentType: type, content: calendar.text, contentTransferEncoding: 'base64' }]
        : [],
    attachments:
      calendar && type
        ? [
            {
              filename: 'afspraak.ics',
              contentType: type,
              content: calendar.text,
              contentTransferEncoding: 'base64',
            },
          ]
        : [],
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile();
  return composed.build();
}
