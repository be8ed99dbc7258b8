import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/accounts/context.ts';
import { write } from '#server/kernel/write.ts';

/** Saves how whoever is signed in wants the workplace shown: larger or not. It concerns nobody else. */
export async function saveDisplay(ctx: Ctx, { roomy }: { roomy: boolean }): Promise<void> {
  const { id } = may(ctx, 'account.change').staff;
  await write(ctx, async (w) => {
    await w.tx`update staff set roomy = ${roomy} where id = ${id}`;
    w.record({
      about: { kind: 'casemanager', id },
      what: 'own-settings-saved',
      details: { roomy: String(roomy) },
    });
  });
}
