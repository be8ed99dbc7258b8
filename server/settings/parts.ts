import type { Settings } from './schema.ts';

/**
 * The settings in the parts in which a beheerder changes them: each part has a page, a version and a history of its own. Every
 * setting stands in one of them.
 */
export const settingsParts = {
  contact: ['municipality', 'phone', 'phoneDirect', 'email', 'openingHours', 'quickExitUrl'],
  booking: [
    'noticeMinutes',
    'horizonDays',
    'holdMinutes',
    'openAppointmentsPerContact',
    'travelMinutes',
    'namesInCalendars',
  ],
  'waiting-list': ['waitingList'],
  referral: ['referral'],
  trajecten: ['trajecten'],
  terms: ['trajectTerms'],
  messages: ['messages'],
  holidays: ['schoolHolidays'],
  chat: ['chat'],
  words: ['words'],
  mail: ['mailAdditions'],
  looks: ['theme', 'logo'],
  ages: ['ageLimits'],
  statements: ['privacy', 'accessibility', 'security'],
  retention: ['privateLinkDays', 'absenceDays', 'auditYears'],
  'sign-on': ['singleSignOn', 'signIn', 'rightsReviewMonths'],
  limits: ['limits'],
} as const satisfies Record<string, readonly (keyof Settings)[]>;

export type SettingsPart = keyof typeof settingsParts;

export const isSettingsPart = (name: string): name is SettingsPart => Object.hasOwn(settingsParts, name);
