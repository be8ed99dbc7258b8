import type { Settings } from '#server/settings/schema.ts';
import { usualAuthority } from '#server/settings/statements.ts';
import type { SettingsPage } from './fields.ts';
import { givenOf, type Typed } from './values.ts';

/** What most gemeenten have in common in their first privacy statement: it stands ready in the fields. */
export const firstPrivacy = { authority: usualAuthority };

const ready: Typed = {
  'privacy/authority/name': usualAuthority.name,
  'privacy/authority/url': usualAuthority.url,
};

/**
 * The values of a page, as `givenOf`. Before there is a privacy statement, what stood ready of it and nothing more is none: the
 * rest of the page is saved without. Afterwards it cannot be emptied, since the public pages would close.
 */
export function givenBeside(
  page: SettingsPage,
  fields: Typed,
  { today, stored }: { today: string; stored: Pick<Settings, 'privacy'> },
) {
  const given = givenOf(page, fields, today);
  const typed = Object.entries(fields).filter(([path]) => path.startsWith('privacy/'));
  const isReady = typed.every(([path, text]) => text.trim() === '' || text.trim() === ready[path]);
  return typed.length > 0 && isReady && stored.privacy === null ? { ...given, privacy: null } : given;
}
