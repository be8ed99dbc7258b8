import type { roles } from '#db/schema/words.ts';

type Role = (typeof roles)[number];

const minute = 60_000;

/** How long somebody has to give a factor, or to set one up, after their password. */
export const pendingMs = 10 * minute;
/** How long what is guarded by the own password stays open after it was given again. */
export const confirmedMs = 10 * minute;
/** How long recovery codes are there to be written down. */
export const recoverySheetMs = 10 * minute;
/** More than anybody needs; each is another way in. */
export const mostFactors = 10;
export const recoveryCodeCount = 10;
/** How long a request for a new password stands in sight of the beheerders. */
export const passwordRequestMs = 7 * 24 * 60 * minute;

/** Who sees what jongeren tell: their password alone does not open it. */
const guarded: readonly Role[] = ['casemanager', 'coordinator', 'beheerder'];

/** Whether somebody cannot do without a second factor. In a demo it is everybody's own choice: its passwords are published. */
export const needsFactor = (roles: readonly Role[]): boolean => roles.some((role) => guarded.includes(role));
