import type { Modality } from '#server/slots/schema.ts';
import type { texts } from '../content/texts.ts';

interface How {
  modality: Modality;
  /** The name of the location. */
  location: string;
}

/** How and where somebody meets, in short: `Laak`, `Wandelen vanaf Laak`, `Telefoon`. */
export function howWords(t: ReturnType<typeof texts>, { modality, location }: How): string {
  if (modality === 'op-locatie') return location;
  return modality === 'wandelen' ? t('staff.walk', { place: location }) : t(`staff.modality.${modality}`);
}

/** The drawing for each way to meet. */
export const howIcons = {
  'op-locatie': 'place',
  telefoon: 'telephone',
  video: 'video',
  huisbezoek: 'home',
  wandelen: 'walk',
} as const satisfies Record<Modality, string>;
