import type { Modality } from '../../server/availability/schema.ts';

/** How and where: what the "how" page asks. */
export interface MannerWords {
  modality: Modality;
  /** Id of the location; only for op-locatie. */
  location?: string | undefined;
}

const query = (values: Record<string, string | undefined>) => {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) if (value !== undefined) params.set(name, value);
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
};

/** The addresses of the booking journey and of the private link. Nothing personal is ever in one. */
export const paths = {
  topic: (topic?: string) => `/afspraak${query({ onderwerp: topic })}`,
  how: (topic: string) => `/afspraak/hoe${query({ onderwerp: topic })}`,
  when: (topic: string, { modality, location }: MannerWords, week?: string) =>
    `/afspraak/wanneer${query({ onderwerp: topic, vorm: modality, plek: location, week })}`,
  details: (hold: string) => `/afspraak/${hold}/gegevens`,
  check: (hold: string) => `/afspraak/${hold}/controle`,
  olderThan26: '/afspraak/27-plus',
  stopped: '/afspraak/gestopt',
  done: (token: string) => `/mijn-afspraak/${token}/gemaakt`,
  /** `news` is what was just done, for the message on top. */
  appointment: (token: string, news?: 'verzet' | 'afgezegd') =>
    `/mijn-afspraak/${token}${query({ gelukt: news })}`,
  move: (token: string, manner?: MannerWords, week?: string) =>
    `/mijn-afspraak/${token}/verzetten${query({ vorm: manner?.modality, plek: manner?.location, week })}`,
  cancel: (token: string) => `/mijn-afspraak/${token}/afzeggen`,
  wipe: (token: string) => `/mijn-afspraak/${token}/wissen`,
  wiped: '/mijn-afspraak/gewist',
  calendar: (token: string) => `/api/v1/appointments/${token}/calendar.ics`,
};
