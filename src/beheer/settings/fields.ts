import { ageGroups } from './ageFields.ts';
import type { FieldGroup, FieldName, PlainField, SettingField } from './fieldKinds.ts';
import { holidayGroups } from './holidayFields.ts';
import { limitGroups } from './limitFields.ts';
import { mailGroups } from './mailFields.ts';
import { messageGroups } from './messageFields.ts';
import { referralGroups } from './referralFields.ts';
import { signOnGroups } from './signOnFields.ts';
import { trajectenGroups } from './trajectenFields.ts';
import { waitingListGroups } from './waitingListFields.ts';

// The settings as pages ask for them.

const amountIn =
  (unit: 'days' | 'hours' | 'minutes') =>
  (path: string, text: FieldName, min: number, max: number): PlainField => ({
    kind: 'number',
    path,
    text,
    unit,
    min,
    max,
  });
const [days, hours, minutes] = [amountIn('days'), amountIn('hours'), amountIn('minutes')];
const examined = { path: 'accessibility/status', is: ['A', 'B'] };
const registered = { path: 'accessibility/status', is: ['A', 'B', 'C', 'D'] };
const excepted = { path: 'accessibility/status', is: ['B', 'D'] };

/** The pages of settings by the last part of their address, and the part of the settings that each changes. */
export const settingsPages = {
  contact: {
    part: 'contact',
    groups: [
      {
        text: 'contact',
        fields: [
          { kind: 'line', path: 'municipality', text: 'municipality', most: 100 },
          { kind: 'phone', path: 'phone', text: 'phone' },
          { kind: 'phone', path: 'phoneDirect', text: 'phone-direct' },
          { kind: 'email', path: 'email', text: 'email' },
          { kind: 'hours', path: 'openingHours', text: 'opening-hours' },
        ],
      },
      { text: 'exit', fields: [{ kind: 'url', path: 'quickExitUrl', text: 'exit' }] },
    ],
  },
  boeken: {
    part: 'booking',
    groups: [
      {
        text: 'booking',
        fields: [
          minutes('noticeMinutes', 'notice', 0, 20_160),
          days('horizonDays', 'horizon', 1, 365),
          minutes('holdMinutes', 'hold', 1, 60),
          {
            kind: 'number',
            path: 'openAppointmentsPerContact',
            text: 'open-appointments',
            unit: 'appointments',
            min: 1,
            max: 100,
          },
        ],
      },
      {
        text: 'travel',
        fields: [
          minutes('travelMinutes/huisbezoek', 'travel-visit', 0, 120),
          minutes('travelMinutes/wandelen', 'travel-walk', 0, 120),
        ],
      },
      { text: 'calendars', fields: [{ kind: 'yes-no', path: 'namesInCalendars', text: 'calendar-names' }] },
    ],
  },
  wachtlijst: { part: 'waiting-list', groups: waitingListGroups },
  doorverwijzen: { part: 'referral', groups: referralGroups },
  trajecten: { part: 'trajecten', groups: trajectenGroups },
  berichten: { part: 'messages', groups: messageGroups },
  schoolvakanties: { part: 'holidays', groups: holidayGroups },
  chat: {
    part: 'chat',
    groups: [
      {
        text: 'chat',
        fields: [
          { kind: 'date', path: 'chat/opensOn', text: 'chat-opens', empty: 'null' },
          { kind: 'hours', path: 'chat/hours', text: 'chat-hours' },
          minutes('chat/answerMinutes', 'chat-answer', 1, 60),
          hours('chat/questionHours', 'chat-question', 1, 168),
          days('chat/retentionDays', 'chat-retention', 1, 365),
        ],
      },
      {
        text: 'danger',
        fields: [{ kind: 'lines', path: 'chat/dangerWords', text: 'danger', most: 200 }],
      },
    ],
  },
  teksten: {
    part: 'words',
    groups: [
      {
        text: 'banner',
        nothing: 'words/banner',
        fields: [
          { kind: 'line', path: 'words/banner/text/nl', text: 'banner-nl', most: 300 },
          { kind: 'line', path: 'words/banner/text/en', text: 'banner-en', most: 300, empty: 'null' },
          {
            kind: 'choice',
            path: 'words/banner/kind',
            text: 'banner-kind',
            options: [
              { value: 'notice', text: 'notice' },
              { value: 'warning', text: 'warning' },
            ],
          },
          { kind: 'date', path: 'words/banner/from', text: 'banner-from' },
          { kind: 'date', path: 'words/banner/until', text: 'banner-until' },
        ],
      },
      {
        text: 'home',
        fields: [
          { kind: 'line', path: 'words/home/title/nl', text: 'home-title-nl', most: 80, empty: 'null' },
          { kind: 'line', path: 'words/home/title/en', text: 'home-title-en', most: 80, empty: 'null' },
          { kind: 'line', path: 'words/home/lead/nl', text: 'home-lead-nl', most: 250, empty: 'null' },
          { kind: 'line', path: 'words/home/lead/en', text: 'home-lead-en', most: 250, empty: 'null' },
        ],
      },
      {
        text: 'crisis',
        fields: [
          {
            kind: 'rows',
            path: 'words/crisisNumbers',
            text: 'crisis',
            most: 5,
            columns: [
              { kind: 'line', path: 'name/nl', text: 'crisis-nl', most: 80 },
              { kind: 'line', path: 'name/en', text: 'crisis-en', most: 80, empty: 'null' },
              { kind: 'phone', path: 'phone', text: 'crisis-phone' },
            ],
          },
        ],
      },
    ],
  },
  mail: { part: 'mail', groups: mailGroups },
  verklaringen: {
    part: 'statements',
    groups: [
      {
        text: 'privacy',
        fields: [
          { kind: 'line', path: 'privacy/controller/name', text: 'controller-name', most: 200 },
          { kind: 'line', path: 'privacy/controller/address', text: 'controller-address', most: 200 },
          { kind: 'email', path: 'privacy/controller/email', text: 'controller-email' },
          { kind: 'email', path: 'privacy/officer/email', text: 'officer-email' },
          { kind: 'phone', path: 'privacy/officer/phone', text: 'officer-phone', empty: 'left-out' },
          { kind: 'line', path: 'privacy/authority/name', text: 'authority-name', most: 100 },
          { kind: 'url', path: 'privacy/authority/url', text: 'authority-url' },
        ],
      },
      {
        text: 'accessibility',
        fields: [
          {
            kind: 'choice',
            path: 'accessibility/status',
            text: 'accessibility-status',
            options: [
              { value: 'not-examined', text: 'not-examined' },
              { value: 'A', text: 'a' },
              { value: 'B', text: 'b' },
              { value: 'C', text: 'c' },
              { value: 'D', text: 'd' },
              { value: 'E', text: 'e' },
            ],
          },
          { kind: 'date', path: 'accessibility/examinedOn', text: 'examined-on', when: examined },
          { kind: 'url', path: 'accessibility/reportUrl', text: 'report-url', when: examined },
          {
            kind: 'date',
            path: 'accessibility/examinationBefore',
            text: 'examination-before',
            when: { path: 'accessibility/status', is: ['C'] },
          },
          {
            kind: 'url',
            path: 'accessibility/registerUrl',
            text: 'register-url',
            empty: 'left-out',
            when: registered,
          },
          {
            kind: 'rows',
            path: 'accessibility/exceptions',
            text: 'exceptions',
            most: 50,
            when: excepted,
            columns: [
              { kind: 'line', path: 'nl', text: 'exception-nl', most: 500 },
              { kind: 'line', path: 'en', text: 'exception-en', most: 500 },
            ],
          },
        ],
      },
      {
        text: 'security',
        fields: [
          { kind: 'contact', path: 'security/contact', text: 'security-contact', empty: 'null' },
          { kind: 'url', path: 'security/policy', text: 'security-policy', empty: 'null' },
        ],
      },
    ],
  },
  bewaren: {
    part: 'retention',
    groups: [
      {
        text: 'retention',
        fields: [
          days('privateLinkDays', 'private-link', 1, 3650),
          days('absenceDays', 'absence', 1, 730),
          { kind: 'number', path: 'auditYears', text: 'audit', unit: 'years', min: 1, max: 20 },
        ],
      },
    ],
  },
  leeftijden: { part: 'ages', groups: ageGroups },
  inloggen: { part: 'sign-on', groups: signOnGroups },
  grenzen: { part: 'limits', groups: limitGroups },
} as const satisfies Record<string, { part: string; groups: readonly FieldGroup[] }>;

export type SettingsPage = keyof typeof settingsPages;

export const isSettingsPage = (word: string): word is SettingsPage => Object.hasOwn(settingsPages, word);

export const groupsOf = (page: SettingsPage): readonly FieldGroup[] => settingsPages[page].groups;

export const fieldsOf = (page: SettingsPage): readonly SettingField[] =>
  groupsOf(page).flatMap(({ fields }) => [...fields]);
