import { may } from '#server/access/may.ts';
import { addPushDevice, wakePushDevice } from '#server/push/addDevice.ts';
import type { Ctx } from '#server/push/context.ts';
import { refusePushOffer, removePushDevice, savePushLevel } from '#server/push/ownPush.ts';
import { levelSchema, subscriptionSchema } from '#server/push/schema.ts';
import { type FormValues, typed } from '#ui/form.ts';

/** What is answered: `saved` leads back to the page, a status is for a script. */
type Answer = 'saved' | 204 | 404 | 422;

/** Does what was posted about one's devices. `browser` says in words with what. */
export async function changeNotices(ctx: Ctx, values: FormValues, browser: string): Promise<Answer> {
  may(ctx, 'own-settings.save');
  const does = typed(values, 'does');
  if (does === 'remove') {
    await removePushDevice(ctx, typed(values, 'device') ?? '');
    return 'saved';
  }
  if (does === 'refuse') {
    await refusePushOffer(ctx);
    return 204;
  }
  if (does === 'add' || does === 'wake') {
    const { data } = subscriptionSchema.safeParse(values);
    if (!data) return 422;
    if (does === 'wake') return (await wakePushDevice(ctx, data)) ? 204 : 404;
    return (await addPushDevice(ctx, data, browser)).ok ? 204 : 422;
  }
  const { data } = levelSchema.safeParse(values);
  if (!data) return 422;
  await savePushLevel(ctx, data);
  return 'saved';
}
