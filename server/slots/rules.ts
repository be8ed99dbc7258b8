import type { Modality } from './schema.ts';

/** Ways to meet for which somebody comes to a location: to stay there, or to begin a walk. */
export type AtLocation = Extract<Modality, 'op-locatie' | 'wandelen'>;

/** Whether the location matters to the jongere: for a talk or a walk that begins there. */
export const meetsAtLocation = (modality: Modality | string | undefined): modality is AtLocation =>
  modality === 'op-locatie' || modality === 'wandelen';

/** Whether somebody goes to the home of the jongere: for whom they know alone. */
export const isHomeVisit = (modality: Modality): boolean => modality === 'huisbezoek';
