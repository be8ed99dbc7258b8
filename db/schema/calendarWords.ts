// The closed lists of words of calendars elsewhere, as `words.ts` has the others.

/** How a calendar is reached that a casemanager keeps elsewhere: see server/calendar/busy. */
export const calendarSourceKinds = ['link', 'caldav', 'graph'] as const;
export type CalendarSourceKind = (typeof calendarSourceKinds)[number];
/** Why a calendar elsewhere could not be read, or not be written into. */
export const calendarFaults = [
  'no-address',
  'private-address',
  'not-https',
  'redirects',
  'unreachable',
  'certificate',
  'too-slow',
  'too-large',
  'gone',
  'sign-in',
  'trouble',
  'web-page',
  'no-calendar',
  'cut-off',
  'too-much',
  'sealed',
  'full',
  'read-only',
] as const;
export type CalendarFault = (typeof calendarFaults)[number];
