import type { ChatAvailability } from '#server/chat/types.ts';
import { type Language, languages } from '#server/kernel/languages.ts';
import { addDays, dateInAmsterdam } from '#server/kernel/time.ts';
import { wording } from '#ui/wording.ts';
import { texts } from '../content/texts.ts';

/** Who answers now: at most three names, so that it stays one line. */
export function sayWho(lang: Language, names: readonly string[]): string {
  const t = texts(lang);
  const [name = ''] = names;
  if (names.length < 2) return t('chat.here.one', { name });
  const list = new Intl.ListFormat(languages[lang].locale).format(names.slice(0, 3));
  return t('chat.here.more', { names: list });
}

/** "morgen om 09:00 uur". Instants are epoch ms. */
export function sayWhen(lang: Language, at: number, now: number): string {
  const t = texts(lang);
  const words = wording(lang);
  const time = words.time(at);
  const today = dateInAmsterdam(now);
  const date = dateInAmsterdam(at);
  if (date === today) return t('chat.when.today', { time });
  if (date === addDays(today, 1)) return t('chat.when.tomorrow', { time });
  return t('chat.when.later', { day: words.day(at), time });
}

/** Why there is no chat now, and when there is. */
export function sayAway(
  lang: Language,
  availability: Extract<ChatAvailability, { opensAt: number | null }>,
  now: number,
): string {
  const t = texts(lang);
  const because = t(availability.state === 'nobody' ? 'chat.away.nobody' : 'chat.away.closed');
  if (availability.opensAt === null) return because;
  const when = sayWhen(lang, availability.opensAt, now);
  return `${because} ${t(availability.state === 'nobody' ? 'chat.away.again' : 'chat.away.opens', { when })}`;
}
