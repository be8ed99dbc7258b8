import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/accounts/context.ts';
import type { ChangedTo } from '#server/kernel/version.ts';
import { write } from '#server/kernel/write.ts';
import { lockRoster } from '#server/roster/lockRoster.ts';
import type { OwnValues, StoredOwn } from './ownSettings.ts';

export interface SaveOwnSettings {
  values: OwnValues;
  /** That the page showed: another device must not have saved something else since. */
  version: number;
  /** Take the link away although there are video afspraken to come. */
  withoutVideo: boolean;
}

export type SaveOwnSettingsResult =
  | { ok: true }
  | ChangedTo<StoredOwn>
  /** That many video afspraken to come would lose their link. */
  | { ok: false; error: 'video-to-come'; count: number };

/** Saves the own settings of whoever is signed in. */
export async function saveOwnSettings(ctx: Ctx, input: SaveOwnSettings): Promise<SaveOwnSettingsResult> {
  const { id } = may(ctx, 'own-settings.save').staff;
  const { values, version, withoutVideo } = input;
  return write(ctx, async (w): Promise<SaveOwnSettingsResult> => {
    const { tx } = w;
    // No booking comes in between the count and the change.
    await lockRoster(tx);
    const [now] = await tx<StoredOwn[]>`
      select meeting_link as "meetingLink", daily_maximum as "dailyMaximum", version from staff where id = ${id} for update`;
    if (!now) throw new Error('whoever is signed in has no account any more');
    if (same(now, values)) return { ok: true };
    if (now.version !== version) return { ok: false, error: 'changed', now };
    if (now.meetingLink !== null && values.meetingLink === null && !withoutVideo) {
      const [video] = await tx<{ count: number }[]>`
        select count(*)::int as count from appointments
        where casemanager_id = ${id} and status = 'booked' and modality = 'video'
          and ends_at > ${new Date(ctx.clock.now()).toISOString()}`;
      const count = video?.count ?? 0;
      if (count > 0) return { ok: false, error: 'video-to-come', count };
    }
    await tx`
      update staff set meeting_link = ${values.meetingLink}, daily_maximum = ${values.dailyMaximum}
      where id = ${id}`;
    w.record({ about: { kind: 'casemanager', id }, what: 'own-settings-saved' });
    w.changed({ roster: true });
    return { ok: true };
  });
}

const same = (a: OwnValues, b: OwnValues) =>
  a.meetingLink === b.meetingLink && a.dailyMaximum === b.dailyMaximum;
