import { settings } from '#db/schema/index.ts';
import { isSettingsPart, settingsParts } from '#server/settings/parts.ts';
import { partOf } from '#server/setup/configuration.ts';
import type { Writer } from './writer.ts';

/** One part of the settings; the others stay as they are. What the part leaves out has its default. */
export const writeSettings: Writer<'settings'> = async (w, { id: part, after }) => {
  const tx = w.ctx.db;
  const [stored] = await tx.select().from(settings);
  const names: readonly string[] = isSettingsPart(part) ? settingsParts[part] : [];
  const others = Object.entries(stored?.values ?? {}).filter(([name]) => !names.includes(name));
  const values = { ...Object.fromEntries(others), ...partOf(after ?? {}, part) };
  const updatedAt = new Date(w.now);
  if (stored) await tx.update(settings).set({ values, version: stored.version + 1, updatedAt });
  else await tx.insert(settings).values({ values, updatedAt });
  return null;
};
