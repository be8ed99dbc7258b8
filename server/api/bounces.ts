import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { readBody } from '#server/http/body.ts';
import type { Services } from '#server/http/context.ts';
import { preferredLanguage } from '#server/http/language.ts';
import type { RequestInfo } from '#server/http/requestInfo.ts';
import { noteBounce } from '#server/notifications/mail/noteBounce.ts';
import { type Answer, apiBase, json } from './answer.ts';
import { problem, retryAfter } from './problems.ts';

/** Where a mail server brings what came back. Not in the description of the API: nobody else calls it. */
export const bouncesPath = `${apiBase}/bounces`;

/** A mail that comes back whole has its text and calendar file in it. */
const mostBounceBytes = 128 * 1024;
/** So many with a wrong word from one network. */
const wrongBounces = { name: 'wrong bounces', most: 20, perSeconds: 60 };
const hash = (text: string) => createHash('sha256').update(text).digest();

/** A mail that came back, whole (`message/rfc822`). One of which nothing is known is taken like the others. */
export async function answerBounce(
  services: Services,
  { addressOf }: RequestInfo,
  req: IncomingMessage,
): Promise<Answer> {
  const { limits, mail } = services;
  const language = preferredLanguage(req.headers['accept-language']);
  const expected = mail?.bounceSecret;
  const [, given = ''] = /^Bearer ([\x21-\x7e]{1,500})$/i.exec(req.headers.authorization ?? '') ?? [];
  if (!expected || !timingSafeEqual(hash(given), hash(expected))) {
    const counted = await limits.consumeFrom(limits.networkKeys(addressOf(req)), wrongBounces);
    if (!counted.ok) return problem(language, 'too-many', { headers: retryAfter(counted.retryAfterSeconds) });
    return problem(language, 'key-unknown', { headers: { 'www-authenticate': 'Bearer' } });
  }
  const [type = ''] = (req.headers['content-type'] ?? '').split(';');
  if (type.trim().toLowerCase() !== 'message/rfc822') return problem(language, 'wrong-content-type');
  const read = await readBody(req, mostBounceBytes);
  if (!read.ok) return problem(language, read.error === 'too-large' ? 'too-large' : 'bad-request');
  // Eight bits as they came: what is read of it is ASCII.
  await noteBounce(services, Buffer.from(read.bytes).toString('latin1'));
  return json(200, {});
}
