import { retryAfter } from './backOff.ts';
import type { Services } from './context.ts';
import type { Sent } from './mail/mailer.ts';
import type { Settled } from './settle.ts';
import type { Outgoing } from './types.ts';

/** Sends one message by its way, and notes whether that way can be reached. */
export async function sendOne({ mail, texts, sending, log }: Services, outgoing: Outgoing): Promise<Sent> {
  const { channel, id } = outgoing;
  const sent = await send();
  if (sent.ok) {
    if (sending.went(channel)) log.info({ channel }, 'messages go out again');
    return sent;
  }
  const { error, reason } = sent;
  if (error !== 'away') log.info({ message: id, channel, error, reason }, 'a message was not taken');
  else if (sending.failed(channel, sent.waitMs))
    log.warn({ channel, reason }, 'no message goes out: the way cannot be reached');
  return sent;

  async function send(): Promise<Sent> {
    try {
      if (outgoing.channel === 'email' && mail)
        return await mail.mailer.send(await outgoing.mail(), sending.givingUp);
      if (outgoing.channel === 'text' && texts) return await texts.send(outgoing.text, sending.givingUp);
      throw new Error(`expected a way for messages by ${channel}`);
    } catch (err) {
      // A bug, in the words of one kind perhaps: it stops no other message.
      log.error({ err, message: id, channel }, 'a message could not be made');
      return { ok: false, error: 'temporary', reason: 'not-made' };
    }
  }
}

/** A way that was away is tried every few minutes at least, however often it was not there. */
const mostAttemptsAway = 2;

/** What is written down of a message that was sent or was not: mail that a server took is delivered, as far as we can know. */
export function outcomeOf({ id, attempts, createdAt, channel }: Outgoing, sent: Sent, now: number): Settled {
  const one = { id, attempt: attempts, attempts, nextAt: null };
  if (sent.ok) {
    const state = channel === 'email' ? 'delivered' : 'sending';
    return { ...one, state, providerId: sent.providerId, reason: null };
  }
  const reason = reasonWord(sent.error === 'away' ? `away.${sent.reason}` : sent.reason);
  const failure = { ...one, providerId: null, reason };
  if (sent.error === 'stopped') return { ...failure, state: 'temporary-failure', nextAt: now };
  const counted = sent.error === 'away' ? Math.min(attempts, mostAttemptsAway) : attempts;
  const after =
    sent.error === 'permanent'
      ? null
      : retryAfter(counted, { ageMs: now - createdAt, random: Math.random() });
  if (after === null) return { ...failure, state: 'permanent-failure' };
  return { ...failure, state: 'temporary-failure', nextAt: now + after };
}

/** What is written down of a message that was not tried after all: it is its turn again at once. */
export const putBack = ({ id, attempts }: Outgoing, now: number): Settled => ({
  id,
  attempt: attempts,
  attempts: attempts - 1,
  state: 'temporary-failure',
  nextAt: now,
  providerId: null,
  reason: 'put-back',
});

const reasonWord = (reason: string) =>
  reason
    .toLowerCase()
    .replaceAll(/[^a-z0-9.-]/g, '-')
    .slice(0, 60) || 'unknown';
