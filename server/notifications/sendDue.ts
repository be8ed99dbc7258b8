import DataLoader from 'dataloader';
import { retryAfter } from './backOff.ts';
import type { Services } from './context.ts';
import type { Sent } from './mail/mailer.ts';
import { prepare } from './prepare.ts';
import { type Settled, settle } from './settle.ts';
import type { Outgoing } from './types.ts';

/** Taken at once: few enough that a process that is killed leaves few behind. */
const atOnce = 50;
/** A turn ends well before it counts as lost. */
const longestTurnMs = 20_000;
/** Results within so many milliseconds are written together. */
const gatherMs = 10;

/**
 * Sends what is due, until nothing is left or the turn is over. What fails for now is tried again, later each time; when a mail
 * server or provider cannot be reached, all of it waits.
 */
export async function sendDue(services: Services): Promise<void> {
  const { sql, clock, sending } = services;
  const begun = performance.now();
  // Written down one by one they would cost more than sending them.
  const settling = new DataLoader<Settled, null>(
    async (results) => {
      await settle(sql, clock.now(), results);
      return results.map(() => null);
    },
    { cache: false, batchScheduleFn: (write) => setTimeout(write, gatherMs) },
  );
  while (!sending.stopping.aborted && sending.isOpen() && performance.now() - begun < longestTurnMs) {
    const outgoing = await prepare(services, atOnce);
    if (outgoing === null) return;
    await Promise.all(
      outgoing.map(async (one) => settling.load(outcomeOf(one, await sendOne(services, one), clock.now()))),
    );
  }
}

async function sendOne({ mail, texts, sending, log }: Services, outgoing: Outgoing): Promise<Sent> {
  const { channel, id } = outgoing;
  const sent = await send();
  if (sent.ok) sending.went(channel);
  else if (sent.error === 'away') sending.failed(channel);
  if (!sent.ok)
    log.warn({ message: id, channel, error: sent.error, reason: sent.reason }, 'a message was not taken');
  return sent;

  async function send(): Promise<Sent> {
    if (outgoing.channel === 'email' && mail) return mail.mailer.send(await outgoing.mail());
    if (outgoing.channel === 'text' && texts) return texts.send(outgoing.text);
    throw new Error(`expected a way for messages by ${channel}`);
  }
}

/** What is written down of a message that was sent or was not: mail that a server took is delivered, as far as we can know. */
function outcomeOf({ id, attempts, createdAt, channel }: Outgoing, sent: Sent, now: number): Settled {
  const one = { id, attempt: attempts, nextAt: null };
  if (sent.ok) {
    const state = channel === 'email' ? 'delivered' : 'sending';
    return { ...one, state, providerId: sent.providerId, reason: null };
  }
  const failure = { ...one, providerId: null, reason: reasonWord(sent.reason) };
  const after =
    sent.error === 'permanent'
      ? null
      : retryAfter(attempts, { ageMs: now - createdAt, random: Math.random() });
  if (after === null) return { ...failure, state: 'permanent-failure' };
  return { ...failure, state: 'temporary-failure', nextAt: now + after };
}

const reasonWord = (reason: string) =>
  reason
    .toLowerCase()
    .replaceAll(/[^a-z0-9.-]/g, '-')
    .slice(0, 60) || 'unknown';
