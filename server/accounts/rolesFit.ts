import type { organisationKinds, roles } from '#db/schema/words.ts';

type Kind = (typeof organisationKinds)[number];
type Role = (typeof roles)[number];

/** What somebody can be, by the kind of organisation that they work for. Also runs in a browser. */
export const rolesIn: Readonly<Record<Kind, readonly Role[]>> = {
  gemeente: ['jongerenwerker', 'casemanager', 'coordinator', 'beheerder'],
  jongerenwerk: ['jongerenwerker'],
  welzijnsorganisatie: ['jongerenwerker'],
  wijkorganisatie: ['jongerenwerker'],
  school: ['schoolmedewerker'],
};

/** Whether somebody of an organisation of this kind can be all of these. */
export const rolesFit = (kind: Kind, given: readonly Role[]): boolean =>
  given.every((role) => rolesIn[kind].includes(role));
