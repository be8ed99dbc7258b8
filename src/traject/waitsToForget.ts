import type { Traject } from '#server/trajecten/readTraject.ts';
import type { TrajectRequest } from '#server/trajecten/requests.ts';

/** The request to be forgotten on which somebody has still to decide: what is refused until then is not offered either. */
export const waitsToForget = ({ requests }: Pick<Traject, 'requests'>): TrajectRequest | undefined =>
  requests.find(({ kind, decision }) => kind === 'forget' && decision === null);
