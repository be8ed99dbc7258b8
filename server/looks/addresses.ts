import { createHash } from 'node:crypto';
import type { Logo, Theme } from '#server/settings/looks.ts';
import type { Grounds } from './grounds.ts';
import { themeSheet } from './themeSheet.ts';

// Where browsers find what a gemeente looks like. The name changes with the content, so it is kept for ever.

/** The stylesheet of a theme and its address. */
export interface Sheet {
  path: string;
  css: string;
}

const sheets = new WeakMap<Grounds, WeakMap<Theme, Sheet | null>>();

/** The stylesheet with the colours of a gemeente; null while they are those that ship. Computed once for a theme. */
export function sheetOf(theme: Theme, grounds: Grounds): Sheet | null {
  const known = sheets.get(grounds) ?? new WeakMap<Theme, Sheet | null>();
  sheets.set(grounds, known);
  const kept = known.get(theme);
  if (kept !== undefined) return kept;
  const css = themeSheet(theme, grounds);
  const hash = createHash('sha256').update(css).digest('base64url').slice(0, 22);
  const sheet = css === '' ? null : { path: `/huisstijl/kleuren-${hash}.css`, css };
  known.set(theme, sheet);
  return sheet;
}

export const logoPath = ({ hash, type }: Pick<Logo, 'hash' | 'type'>): string =>
  `/huisstijl/logo-${hash}.${type}`;

const logoAddress = /^\/huisstijl\/logo-([0-9a-f]{64})\.(?:svg|png)$/;

/** The hash of the logo at a path; undefined for what is no path of a logo. */
export const logoAt = (path: string): string | undefined => logoAddress.exec(path)?.[1];

/** Whether a path is that of a stylesheet of colours, of now or of before. */
export const isSheetPath = (path: string): boolean => /^\/huisstijl\/kleuren-[\w-]{22}\.css$/.test(path);

/** Where a beheerder sends a logo; only there more than a form may be posted. */
export const logoUploadPath = '/medewerker/beheer/huisstijl/logo';
