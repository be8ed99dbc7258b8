import { longestAddition } from '#server/settings/mailAdditions.ts';
import type { FieldGroup } from './fieldKinds.ts';

/** What is added to mail about an afspraak, as a page asks for it. */
export const mailGroups = [
  {
    text: 'message-confirmed',
    fields: [
      {
        kind: 'line',
        path: 'mailAdditions/confirmed/nl',
        text: 'message-confirmed-nl',
        most: longestAddition,
        empty: 'null',
      },
      {
        kind: 'line',
        path: 'mailAdditions/confirmed/en',
        text: 'message-confirmed-en',
        most: longestAddition,
        empty: 'null',
      },
    ],
  },
  {
    text: 'message-moved',
    fields: [
      {
        kind: 'line',
        path: 'mailAdditions/moved/nl',
        text: 'message-moved-nl',
        most: longestAddition,
        empty: 'null',
      },
      {
        kind: 'line',
        path: 'mailAdditions/moved/en',
        text: 'message-moved-en',
        most: longestAddition,
        empty: 'null',
      },
    ],
  },
  {
    text: 'message-handed-over',
    fields: [
      {
        kind: 'line',
        path: 'mailAdditions/handed-over/nl',
        text: 'message-handed-over-nl',
        most: longestAddition,
        empty: 'null',
      },
      {
        kind: 'line',
        path: 'mailAdditions/handed-over/en',
        text: 'message-handed-over-en',
        most: longestAddition,
        empty: 'null',
      },
    ],
  },
  {
    text: 'message-link-renewed',
    fields: [
      {
        kind: 'line',
        path: 'mailAdditions/link-renewed/nl',
        text: 'message-link-renewed-nl',
        most: longestAddition,
        empty: 'null',
      },
      {
        kind: 'line',
        path: 'mailAdditions/link-renewed/en',
        text: 'message-link-renewed-en',
        most: longestAddition,
        empty: 'null',
      },
    ],
  },
  {
    text: 'message-cancelled-by-jongere',
    fields: [
      {
        kind: 'line',
        path: 'mailAdditions/cancelled-by-jongere/nl',
        text: 'message-cancelled-by-jongere-nl',
        most: longestAddition,
        empty: 'null',
      },
      {
        kind: 'line',
        path: 'mailAdditions/cancelled-by-jongere/en',
        text: 'message-cancelled-by-jongere-en',
        most: longestAddition,
        empty: 'null',
      },
    ],
  },
  {
    text: 'message-cancelled-by-staff',
    fields: [
      {
        kind: 'line',
        path: 'mailAdditions/cancelled-by-staff/nl',
        text: 'message-cancelled-by-staff-nl',
        most: longestAddition,
        empty: 'null',
      },
      {
        kind: 'line',
        path: 'mailAdditions/cancelled-by-staff/en',
        text: 'message-cancelled-by-staff-en',
        most: longestAddition,
        empty: 'null',
      },
    ],
  },
  {
    text: 'message-choose-again',
    fields: [
      {
        kind: 'line',
        path: 'mailAdditions/choose-again/nl',
        text: 'message-choose-again-nl',
        most: longestAddition,
        empty: 'null',
      },
      {
        kind: 'line',
        path: 'mailAdditions/choose-again/en',
        text: 'message-choose-again-en',
        most: longestAddition,
        empty: 'null',
      },
    ],
  },
  {
    text: 'message-not-come',
    fields: [
      {
        kind: 'line',
        path: 'mailAdditions/not-come/nl',
        text: 'message-not-come-nl',
        most: longestAddition,
        empty: 'null',
      },
      {
        kind: 'line',
        path: 'mailAdditions/not-come/en',
        text: 'message-not-come-en',
        most: longestAddition,
        empty: 'null',
      },
    ],
  },
  {
    text: 'message-reminder-day',
    fields: [
      {
        kind: 'line',
        path: 'mailAdditions/reminder-day/nl',
        text: 'message-reminder-day-nl',
        most: longestAddition,
        empty: 'null',
      },
      {
        kind: 'line',
        path: 'mailAdditions/reminder-day/en',
        text: 'message-reminder-day-en',
        most: longestAddition,
        empty: 'null',
      },
    ],
  },
  {
    text: 'message-reminder-hours',
    fields: [
      {
        kind: 'line',
        path: 'mailAdditions/reminder-hours/nl',
        text: 'message-reminder-hours-nl',
        most: longestAddition,
        empty: 'null',
      },
      {
        kind: 'line',
        path: 'mailAdditions/reminder-hours/en',
        text: 'message-reminder-hours-en',
        most: longestAddition,
        empty: 'null',
      },
    ],
  },
] as const satisfies readonly FieldGroup[];
