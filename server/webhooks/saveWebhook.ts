import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { may, stillMay } from '#server/access/may.ts';
import { mayGiveOut } from '#server/accounts/factors/confirmPassword.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { type Write, write } from '#server/kernel/write.ts';
import type { Ctx } from './context.ts';
import { formerForMs } from './rules.ts';
import type { WebhookInput } from './schema.ts';
import { newSecret } from './sign.ts';

/** Nobody gets a secret who did not give their password just now. */
type Unconfirmed = { ok: false; error: 'unconfirmed' };
/** Nothing may ever be sent there: not https, or inside the own network. */
type RefusedAddress = { ok: false; error: 'address-refused' };
type Told = { ok: true; id: string; secret: string };

const isId = (id: string) => z.uuid().safeParse(id).success;
const notFound: NotFound = { ok: false, error: 'not-found' };

/** Makes a webhook for a system of an organisation. Its secret is said here once, and kept sealed. */
export async function makeWebhook(
  ctx: Ctx,
  { organisation, name, url, kinds, oin }: WebhookInput,
): Promise<Told | NotFound | RefusedAddress | Unconfirmed> {
  const { staff: me } = may(ctx, 'webhook.save');
  if (!ctx.outgoing.allows('webhook', url)) return { ok: false, error: 'address-refused' };
  const id = randomUUID();
  const secret = newSecret();
  return write<Told | NotFound | Unconfirmed, Ctx>(ctx, async (w) => {
    await stillMay(w, 'webhook.save');
    if (!(await mayGiveOut(w.tx, me.session, Date.parse(w.now)))) return { ok: false, error: 'unconfirmed' };
    const made = await w.tx`
      insert into webhooks (id, organisation_id, name, url, kinds, oin, secret, created_at, created_by)
      select ${id}, id, ${name}, ${url}, ${[...kinds]}::text[], ${oin}, ${ctx.seals.seal('webhook-secret', id, secret)},
        ${w.now}, ${me.id}
      from organisations where id = ${organisation} and active for share returning id`;
    if (made.length === 0) return notFound;
    record(w, 'webhook-made', id);
    return { ok: true, id, secret };
  });
}

/** Another secret; the one before signs along for a day, so that the receiver can take it over in between. */
export async function renewWebhookSecret(ctx: Ctx, id: string): Promise<Told | NotFound | Unconfirmed> {
  const { staff: me } = may(ctx, 'webhook.save');
  if (!isId(id)) return notFound;
  const secret = newSecret();
  return write<Told | NotFound | Unconfirmed, Ctx>(ctx, async (w) => {
    await stillMay(w, 'webhook.save');
    if (!(await mayGiveOut(w.tx, me.session, Date.parse(w.now)))) return { ok: false, error: 'unconfirmed' };
    const until = new Date(Date.parse(w.now) + formerForMs).toISOString();
    const renewed = await w.tx`
      update webhooks set former_secret = secret, former_until = ${until},
        secret = ${ctx.seals.seal('webhook-secret', id, secret)}
      where id = ${id} and ended_at is null returning id`;
    if (renewed.length === 0) return notFound;
    record(w, 'webhook-secret-renewed', id);
    return { ok: true, id, secret };
  });
}

/** Ends a webhook for good: it hears nothing more. */
export async function endWebhook(ctx: Ctx, id: string): Promise<{ ok: true } | NotFound> {
  may(ctx, 'webhook.save');
  return change(
    ctx,
    id,
    'webhook-ended',
    ({ tx, now }) =>
      tx`update webhooks set ended_at = ${now} where id = ${id} and ended_at is null returning id`,
  );
}

/** Goes on with a webhook that was disabled: what waits is sent from now on, in order, for three days more. */
export async function resumeWebhook(ctx: Ctx, id: string): Promise<{ ok: true } | NotFound> {
  may(ctx, 'webhook.save');
  return change(ctx, id, 'webhook-resumed', async ({ tx, now }) => {
    const resumed = await tx`
      update webhooks set disabled_at = null where id = ${id} and disabled_at is not null and ended_at is null returning id`;
    if (resumed.length > 0)
      await tx`
        update webhook_events set next_at = ${now}, attempts = 0, due_from = ${now}
        where webhook_id = ${id} and delivered_at is null`;
    return resumed;
  });
}

/** Sends an event that says nothing, to see whether it arrives. */
export async function testWebhook(ctx: Ctx, id: string): Promise<{ ok: true } | NotFound> {
  may(ctx, 'webhook.save');
  return change(
    ctx,
    id,
    'webhook-tested',
    ({ tx, now }) =>
      tx`
      insert into webhook_events (webhook_id, event, subject, at, due_from, data, next_at)
      select id, 'test', ${randomUUID()}, ${now}, ${now}, '{}', ${now} from webhooks where id = ${id} and ended_at is null returning id`,
  );
}

/** Sends an event once more, under the id that it has: whoever took it knows it again. */
export async function redeliver(ctx: Ctx, event: string): Promise<{ ok: true } | NotFound> {
  may(ctx, 'webhook.save');
  return change(
    ctx,
    event,
    'webhook-redelivered',
    ({ tx, now }) =>
      tx`
      update webhook_events e set delivered_at = null, next_at = ${now}, attempts = 0, due_from = ${now} from webhooks w
      where e.id = ${event} and w.id = e.webhook_id and w.ended_at is null returning w.id`,
  );
}

type What =
  | 'webhook-made'
  | 'webhook-ended'
  | 'webhook-secret-renewed'
  | 'webhook-resumed'
  | 'webhook-tested'
  | 'webhook-redelivered';

function record(w: Write<Ctx>, what: What, id: string): void {
  w.record({ about: { kind: 'gemeente' }, what, details: { webhook: id } });
}

/** Does something to a row; nothing is written down when there is none. */
async function change(
  ctx: Ctx,
  id: string,
  what: What,
  act: (w: Write<Ctx>) => Promise<readonly unknown[]>,
): Promise<{ ok: true } | NotFound> {
  if (!isId(id)) return notFound;
  return write<{ ok: true } | NotFound, Ctx>(ctx, async (w) => {
    await stillMay(w, 'webhook.save');
    if ((await act(w)).length === 0) return notFound;
    record(w, what, id);
    return { ok: true };
  });
}
