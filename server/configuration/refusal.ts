/** Why something cannot be changed as it stands now, with the names of who is in the way. */
export interface Refusal {
  because: (typeof reasons)[number];
  names: string[];
}

export const reasons = [
  /** Taking it away would leave what points at it: afspraken, hours, closures. */
  'in-use',
  /** Colleagues work there in a way that it would not offer any more. */
  'modality-used',
  'team-members',
  'team-replies',
  /** A team stays with its organisation. */
  'team-moves',
  'organisation-ended',
  /** The gemeente that runs this Doorstart is never ended. */
  'own-organisation',
  /** And stays a gemeente: who works there could do nothing any more. */
  'own-kind',
  /** Colleagues have a role that nobody has at such an organisation. */
  'roles-elsewhere',
  /** Meldingen follow the terms of the days until today. */
  'terms-used',
  // Of somebody in an organisation that would be ended.
  'oneself',
  'last-manager',
  'still-open',
] as const;
