import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Services } from '#server/http/context.ts';
import { preferredLanguage } from '#server/http/language.ts';
import type { RequestInfo } from '#server/http/requestInfo.ts';
import { noteReceipt, receiptSchema } from '#server/notifications/text/noteReceipt.ts';
import { type Answer, apiBase, json } from './answer.ts';
import { readJson } from './body.ts';
import { problem, retryAfter } from './problems.ts';

/** Where the provider of text messages says what became of them. Not in the description of the API: nobody else calls it. */
export const textReceiptsPath = `${apiBase}/text-receipts`;

/** So many receipts with a wrong word from one network. */
const wrongReceipts = { name: 'wrong text receipts', most: 20, perSeconds: 60 };
const hash = (text: string) => createHash('sha256').update(text).digest();

/**
 * A receipt of a text message. One of which nothing is known is taken like the others, for the provider would repeat it. 503
 * asks for that: our own note of the message is still being written.
 */
export async function answerTextReceipt(
  services: Services,
  { addressOf }: RequestInfo,
  req: IncomingMessage,
): Promise<Answer> {
  const { limits, texts } = services;
  const language = preferredLanguage(req.headers['accept-language']);
  const expected = texts?.receiptToken;
  const [, given = ''] = /^Bearer ([\x21-\x7e]{1,500})$/i.exec(req.headers.authorization ?? '') ?? [];
  if (!expected || !timingSafeEqual(hash(given), hash(expected))) {
    const counted = await limits.consumeFrom(limits.networkKeys(addressOf(req)), wrongReceipts);
    if (!counted.ok) return problem(language, 'too-many', { headers: retryAfter(counted.retryAfterSeconds) });
    return problem(language, 'key-unknown', { headers: { 'www-authenticate': 'Bearer' } });
  }
  const read = await readJson(req);
  if (!read.ok) return problem(language, read.error);
  const receipt = receiptSchema.safeParse(read.value);
  if (!receipt.success) return problem(language, 'bad-request');
  const noted = await noteReceipt(services, receipt.data);
  if (noted === 'not-yet') return problem(language, 'unavailable', { headers: retryAfter(5) });
  return json(200, {});
}
