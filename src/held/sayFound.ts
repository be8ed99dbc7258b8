import type { Held } from '#server/held/types.ts';
import { texts } from '../content/texts.ts';

const t = texts();

/** `2 afspraken, 1 chat of vraag en 1 traject` */
export function sayFound({ appointments, conversations, referrals, places, jongeren }: Held): string {
  const trajecten = jongeren.flatMap((one) => one.trajecten).length;
  return new Intl.ListFormat('nl').format([
    one(appointments.length, 'appointment'),
    one(conversations.length, 'conversation'),
    one(referrals.length, 'referral'),
    one(places.length, 'place'),
    one(trajecten, 'traject'),
  ]);
}

type Counted = 'appointment' | 'conversation' | 'referral' | 'place' | 'traject';

const many = {
  appointment: 'request.found.appointments',
  conversation: 'request.found.conversations',
  referral: 'request.found.referrals',
  place: 'request.found.places',
  traject: 'request.found.trajecten',
} as const;

const one = (count: number, what: Counted): string =>
  count === 1 ? t(`request.found.${what}`) : t(many[what], { count });

/** Whether there is anything to hand over. */
export const hasSomething = ({ appointments, conversations, referrals, places, jongeren }: Held): boolean =>
  appointments.length + conversations.length + referrals.length + places.length + jongeren.length > 0;
