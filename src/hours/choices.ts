import type { Modality, WeekParity } from '#server/slots/schema.ts';

// As `server/slots/schema.ts` has them, without zod, which the browser need not load.
export const modalities: readonly Modality[] = ['op-locatie', 'telefoon', 'video'];
export const weekParities: readonly WeekParity[] = ['alle', 'even', 'oneven'];
