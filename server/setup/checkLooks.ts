import { checkTheme } from '#server/looks/checkTheme.ts';
import { readGrounds } from '#server/looks/grounds.ts';
import { hashOf } from '#server/looks/uploadLogo.ts';
import { logoSchema, themeSchema } from '#server/settings/looks.ts';
import { logoOf } from './logo.ts';
import type { Problem } from './problems.ts';
import type { SetupDocument } from './schema.ts';

/**
 * Whether the colours of a document are seen well enough, and its logo is safe and is the one that the settings name. `logos`
 * are the hashes of those that were uploaded.
 */
export function checkLooks(document: SetupDocument, logos: readonly string[]): Problem[] {
  return [...checkColours(document.settings?.theme), ...checkLogo(document, logos)];
}

function checkColours(given: unknown): Problem[] {
  const theme = themeSchema.safeParse(given ?? {}).data;
  if (!theme) return [];
  return checkTheme(theme, readGrounds()).map(({ role, mode, ground, ratio, least, nearest }) => ({
    path: ['settings', 'theme', role, mode],
    message: `expected a contrast of ${least} on --${ground}, got ${ratio}${nearest === null ? '' : `; the nearest colour that passes is ${nearest}`}`,
  }));
}

function checkLogo(document: SetupDocument, logos: readonly string[]): Problem[] {
  const chosen = logoSchema.safeParse(document.settings?.logo).data;
  const made = logoOf(document);
  if (made && !made.ok) return [{ path: ['logoFile'], message: `expected a safe logo: ${made.error}` }];
  if (!chosen) return [];
  const hash = made && hashOf(made.logo.content);
  if (hash === chosen.hash || logos.includes(chosen.hash)) return [];
  const message = 'expected the hash of the logo in "logoFile", or of one that was uploaded';
  return [{ path: ['settings', 'logo', 'hash'], message }];
}
