import { type Language, languages } from '#server/kernel/languages.ts';
import { timeZone } from '#server/kernel/time.ts';

/** Moments as a conversation shows them, on the clock of the gemeente. Instants are epoch ms. */
export function clock(lang: Language) {
  const format = (options: Intl.DateTimeFormatOptions) => {
    const made = new Intl.DateTimeFormat(languages[lang].locale, { timeZone, ...options });
    return (at: number) => made.format(at);
  };
  return {
    /** `09:15` */
    time: format({ hour: '2-digit', minute: '2-digit' }),
    /** `dinsdag 24 november` */
    day: format({ weekday: 'long', day: 'numeric', month: 'long' }),
  };
}
export type Clock = ReturnType<typeof clock>;
