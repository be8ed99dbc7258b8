import { inLanguage, type Language } from '#server/kernel/languages.ts';
import type { MannerWords } from '../booking/paths.ts';

/** The addresses of the waiting list, in one language. Nothing personal is in one. */
export function waitingPathsIn(language: Language) {
  const at = (path: string) => inLanguage(language, path);
  return {
    /** For who has no afspraak. */
    join: (topic: string, { modality, location }: MannerWords) => {
      const query = new URLSearchParams({ topic, modality });
      if (location !== undefined) query.set('location', location);
      return at(`/afspraak/wachtlijst?${query}`);
    },
    /** For who wants an earlier time than the afspraak of this private link. */
    joinWith: (appointmentToken: string) => at(`/mijn-afspraak/${appointmentToken}/wachtlijst`),
    /** `news` is what was just done, for the message on top. */
    place: (token: string, news?: 'joined' | 'changed' | 'declined') =>
      at(`/wachtlijst/${token}${news === undefined ? '' : `?done=${news}`}`),
    change: (token: string) => at(`/wachtlijst/${token}/wijzigen`),
  };
}
