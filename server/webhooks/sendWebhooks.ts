import { z } from 'zod';
import { type WriteCtx, write } from '#server/kernel/write.ts';
import { type Attempted, claimEvents, type DueEvent, eventDelivered, eventFailed } from './claimEvents.ts';
import { cloudEvent, sourceOf } from './cloudEvent.ts';
import type { Services } from './context.ts';
import { againAfterMs, stripAnswer, tryForMs } from './rules.ts';
import { signedHeaders } from './sign.ts';

/** A turn ends well before it counts as lost. */
const longestTurnMs = 20_000;
const answerMs = 10_000;

/**
 * Sends other systems what they are to hear, of each subject in order, each at least once and always under the same id. What was
 * not taken is tried again, later each time.
 */
export async function sendWebhooks(services: Services): Promise<void> {
  const begun = performance.now();
  for (;;) {
    const due = await claimEvents(services.sql, services.clock.now());
    await Promise.all(due.map((event) => sendOne(services, event)));
    if (due.length === 0 || performance.now() - begun > longestTurnMs) return;
  }
}

async function sendOne(services: Services, due: DueEvent): Promise<void> {
  const { sql, clock, outgoing, publicUrl } = services;
  const now = clock.now();
  const body = JSON.stringify(cloudEvent(due, sourceOf(due.oin, publicUrl)));
  const secrets = openSecrets(services, due, now);
  if (secrets.length === 0) return failed(services, due, { status: null, answer: 'secret' });
  const posted = await outgoing.post('webhook', due.url, {
    headers: {
      'content-type': 'application/cloudevents+json; charset=utf-8',
      'user-agent': 'Doorstart',
      ...signedHeaders({ id: due.id, body, secrets }, now),
    },
    body,
    withinMs: answerMs,
  });
  if (posted.status === null) return failed(services, due, { status: null, answer: posted.why });
  const came = { status: posted.status, answer: stripAnswer(posted.text) };
  if (posted.status >= 200 && posted.status < 300) return eventDelivered(sql, due.id, came, now);
  return failed(services, due, came, posted.waitMs);
}

/** The secret of now, and the one before for as long as both count. None when `APP_SECRET` is another since. */
function openSecrets({ seals }: Services, due: DueEvent, now: number): string[] {
  const isFormer = due.formerUntil !== null && now < due.formerUntil;
  return [due.secret, isFormer ? due.formerSecret : null].flatMap((sealed) => {
    const secret = sealed === null ? null : seals.open('webhook-secret', due.webhook, sealed);
    return secret === null ? [] : [secret];
  });
}

/** Tries again later; what nobody took for three days, and a receiver that is gone (410), disable the webhook. */
async function failed(services: Services, due: DueEvent, came: Attempted, waitMs = 0): Promise<void> {
  const { sql, clock, log } = services;
  const now = clock.now();
  await eventFailed(sql, due.id, came, { now, next: now + Math.max(waitMs, againAfterMs(due.attempts)) });
  if (came.status !== 410 && now - due.dueFrom < tryForMs) return;
  const ctx: WriteCtx = { ...services, actor: { kind: 'system' } };
  const isDisabled = await write(ctx, async (w) => {
    const rows = await w.tx`
      update webhooks set disabled_at = ${w.now} where id = ${due.webhook} and disabled_at is null returning id`;
    if (rows.length === 0) return false;
    w.record({ about: { kind: 'gemeente' }, what: 'webhook-disabled', details: { webhook: due.webhook } });
    const beheerders = await w.tx`select id from staff where active and 'beheerder' = any(roles)`;
    for (const { id } of z.array(z.object({ id: z.uuid() })).parse(beheerders))
      w.message({
        kind: 'webhook-disabled',
        channel: 'email',
        to: { kind: 'staff', id },
        about: { kind: 'webhook', id: due.webhook },
        version: now,
      });
    return true;
  });
  if (isDisabled) log.warn({ webhook: due.webhook }, 'a webhook took nothing for too long, and is disabled');
}
