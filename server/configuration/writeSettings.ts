import { settings } from '#db/schema/index.ts';
import { wipeBsns } from '#server/jongeren/bsn.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { isSettingsPart, settingsParts } from '#server/settings/parts.ts';
import { settingsSchema } from '#server/settings/schema.ts';
import { rewritesTerms } from '#server/setup/checkTerms.ts';
import { partOf } from '#server/setup/configuration.ts';
import type { Writer } from './writer.ts';

/**
 * One part of the settings; the others stay as they are. What the part leaves out has its default. Terms that were in use are not
 * rewritten, also not by taking a change back.
 */
export const writeSettings: Writer<'settings'> = async (w, { id: part, before, after }) => {
  const tx = w.ctx.db;
  const today = dateInAmsterdam(Date.parse(w.now));
  if (part === 'terms' && (await rewritesTerms(tx, { before: before ?? {}, after: after ?? {}, today })))
    return { because: 'terms-used', names: [] };
  const [stored] = await tx.select().from(settings);
  const names: readonly string[] = isSettingsPart(part) ? settingsParts[part] : [];
  const others = Object.entries(stored?.values ?? {}).filter(([name]) => !names.includes(name));
  const values = { ...Object.fromEntries(others), ...partOf(after ?? {}, part) };
  const updatedAt = new Date(w.now);
  if (stored) await tx.update(settings).set({ values, version: stored.version + 1, updatedAt });
  else await tx.insert(settings).values({ values, updatedAt });
  if (names.includes('trajecten') && settingsSchema.parse(values).trajecten.bsn === null) await wipeBsns(w);
  return null;
};
