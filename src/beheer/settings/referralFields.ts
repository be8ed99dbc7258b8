import type { FieldGroup } from './fieldKinds.ts';

/** How jongeren are brought to the team, as a page asks for it. */
export const referralGroups = [
  {
    text: 'referral',
    fields: [
      {
        kind: 'number',
        path: 'referral/invitationDays',
        text: 'invitation-days',
        unit: 'days',
        min: 5,
        max: 60,
      },
      {
        kind: 'number',
        path: 'referral/urgentNoticeMinutes',
        text: 'urgent-notice',
        unit: 'minutes',
        min: 0,
        max: 20_160,
      },
      {
        kind: 'number',
        path: 'referral/waitingHours',
        text: 'referral-waiting',
        unit: 'hours',
        min: 1,
        max: 336,
      },
      {
        kind: 'number',
        path: 'referral/retentionDays',
        text: 'referral-retention',
        unit: 'days',
        min: 14,
        max: 365,
      },
    ],
  },
  {
    text: 'consent',
    fields: [
      { kind: 'line', path: 'referral/consent/nl', text: 'consent-nl', most: 500, empty: 'null' },
      { kind: 'line', path: 'referral/consent/en', text: 'consent-en', most: 500, empty: 'null' },
    ],
  },
] as const satisfies readonly FieldGroup[];
