import { messageOfBounce } from './bounceAddress.ts';

// What a mail server sends back of a mail that it could not deliver, or not yet: a delivery status notification (RFC 3464). It is
// read by its lines alone, since those that matter are plain text there whatever else stands in it. Pure.

/** What a notification says of which message. */
export interface Bounce {
  /** The id of our row (a UUID). */
  message: string;
  action: 'failed' | 'delayed' | 'other';
  /** Such as `5.1.1` (RFC 3463). */
  status: string;
}

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const isReport = /^content-type:\s*multipart\/report\b.*\bdelivery-status\b/im;
const statusPart = /^content-type:\s*message\/delivery-status\b/im;
const receivers = /^(?:to|delivered-to|x-original-to|envelope-to):(.*)$/gim;
const originalId = new RegExp(`^message-id:\\s*<(${uuid})\\.\\d+@`, 'gim');

/**
 * Reads a notification as it came in (RFC 5322, at most some 100 kB); null for anything else, and where it is about no message of
 * ours. `bounces` is the address to which they come. The name in that address counts; else the mail inside says which it is.
 */
export function readBounce(raw: string, bounces: string): Bounce | null {
  const text = raw.replaceAll('\r\n', '\n').replaceAll(/\n[ \t]+/g, ' ');
  const [head = ''] = text.split('\n\n', 1);
  if (!isReport.test(head)) return null;
  const begin = text.search(statusPart);
  if (begin === -1) return null;
  const report = text.slice(begin);
  const status = /^status:\s*([245]\.\d{1,3}\.\d{1,3})\b/im.exec(report)?.[1];
  const action = /^action:\s*([a-z]+)/im.exec(report)?.[1]?.toLowerCase();
  if (status === undefined || action === undefined) return null;
  const named = [...head.matchAll(receivers)].flatMap(([, list = '']) =>
    list.split(',').map((one) => messageOfBounce(bounces, /<([^>]*)>/.exec(one)?.[1] ?? one)),
  );
  const message =
    named.find((id) => id !== null) ?? [...report.matchAll(originalId)].at(-1)?.[1]?.toLowerCase();
  if (message === undefined) return null;
  return { message, action: action === 'failed' || action === 'delayed' ? action : 'other', status };
}
