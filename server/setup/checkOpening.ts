import type { Problem } from './problems.ts';
import type { SetupDocument } from './schema.ts';

const contact = ['municipality', 'phone', 'phoneDirect', 'email'] as const;

/**
 * Whether the public pages may be open: with a privacy statement they are, and then they have to say whose they are.
 */
export function checkOpening({ settings }: Pick<SetupDocument, 'settings'>): Problem[] {
  const isSaid = contact.every((name) => settings?.[name] !== undefined);
  return settings?.privacy && !isSaid
    ? [{ path: ['settings', ...whose], message: 'expected the contact of the gemeente first' }]
    : [];
}

/**
 * Whether a change on a page would close the public pages, by taking the privacy statement away: with them would go the private
 * links of all who have an afspraak.
 */
export const checkStaysOpen = (before: object | null, after: object | null): Problem[] =>
  hasPrivacy(before) && !hasPrivacy(after)
    ? [{ path: ['settings', ...whose], message: 'expected the privacy statement to stay' }]
    : [];

const whose = ['privacy', 'controller', 'name'];

const hasPrivacy = (settings: object | null): boolean =>
  settings !== null && 'privacy' in settings && settings.privacy !== null && settings.privacy !== undefined;
