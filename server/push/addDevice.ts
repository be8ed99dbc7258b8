import { may } from '#server/access/may.ts';
import { write } from '#server/kernel/write.ts';
import type { Ctx } from './context.ts';
import { mostDevices } from './rules.ts';
import type { SubscriptionInput } from './schema.ts';

/** Nothing may ever be sent to the address that came with it. */
export type RefusedAddress = { ok: false; error: 'address-refused' };

/**
 * The browser of whoever is signed in lets us tell it things, in their name from now on: who had it before shared this computer.
 * `browser` is in words. The oldest devices make room.
 */
export async function addPushDevice(
  ctx: Ctx,
  { endpoint, p256dh, auth }: SubscriptionInput,
  browser: string,
): Promise<{ ok: true } | RefusedAddress> {
  const { id, session } = may(ctx, 'own-settings.save').staff;
  if (!ctx.outgoing.allows('push', endpoint)) return { ok: false, error: 'address-refused' };
  return write(ctx, async (w) => {
    const { tx, now } = w;
    // What the device of somebody else was told is not told of this one.
    await tx`delete from push_devices where endpoint = ${endpoint} and staff_id <> ${id}`;
    const added = await tx`
      insert into push_devices (staff_id, session_id, endpoint, p256dh, auth, browser, created_at, last_used_at)
      values (${id}, ${session}, ${endpoint}, ${p256dh}, ${auth}, ${browser}, ${now}, ${now})
      on conflict (endpoint) do update set session_id = ${session}, p256dh = ${p256dh}, auth = ${auth}, browser = ${browser},
        last_used_at = ${now} where push_devices.staff_id = ${id}
      returning xmax::text = '0' as added`;
    await tx`
      delete from push_devices where staff_id = ${id} and id not in (
        select id from push_devices where staff_id = ${id} order by last_used_at desc, id limit ${mostDevices})`;
    if (added.some((row) => row.added === true))
      w.record({ about: { kind: 'casemanager', id }, what: 'push-device-added' });
    return { ok: true };
  });
}

/**
 * Whoever is signed in now uses a browser that was theirs before: it wakes with this session, and sleeps when that ends. Somebody
 * else's stays asleep. Answers whether it is theirs.
 */
export async function wakePushDevice(
  ctx: Ctx,
  { endpoint, p256dh, auth }: SubscriptionInput,
): Promise<boolean> {
  const { id, session } = may(ctx, 'own-settings.save').staff;
  return write(ctx, async ({ tx, now }) => {
    const woken = await tx`
      update push_devices set session_id = ${session}, p256dh = ${p256dh}, auth = ${auth}, last_used_at = ${now}
      where endpoint = ${endpoint} and staff_id = ${id} returning id`;
    return woken.length > 0;
  });
}
