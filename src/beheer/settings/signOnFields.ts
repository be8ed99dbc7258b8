import { roles } from '#db/schema/words.ts';
import type { FieldGroup } from './fieldKinds.ts';

/** How people sign in, and what the provider of the gemeente gives whom. How it is reached stands in the environment. */
export const signOnGroups: readonly FieldGroup[] = [
  {
    text: 'sign-in',
    fields: [
      {
        kind: 'number',
        path: 'signIn/trustedDeviceDays',
        text: 'trusted-device',
        unit: 'days',
        min: 0,
        max: 90,
      },
    ],
  },
  {
    text: 'rights',
    fields: [
      { kind: 'number', path: 'rightsReviewMonths', text: 'rights-review', unit: 'months', min: 1, max: 12 },
    ],
  },
  {
    text: 'sign-on',
    fields: [
      { kind: 'line', path: 'singleSignOn/name', text: 'sign-on-name', most: 60 },
      { kind: 'yes-no', path: 'singleSignOn/createAccounts', text: 'create-accounts' },
      {
        kind: 'rows',
        path: 'singleSignOn/rules',
        text: 'claim-rules',
        // A form has room for so many fields, see `mostFields`.
        most: 30,
        columns: [
          { kind: 'line', path: 'claim', text: 'claim', most: 200 },
          { kind: 'line', path: 'value', text: 'claim-value', most: 200 },
          { kind: 'team', path: 'team', text: 'claim-team', empty: 'null' },
          {
            kind: 'ticks',
            path: 'roles',
            text: 'claim-roles',
            options: roles.map((role) => ({ value: role, text: role })),
          },
        ],
      },
    ],
  },
];
