import { showPhone } from '#server/booking/contact.ts';
import type { OpenedGesprek } from '#server/gesprekken/openGesprek.ts';
import type { texts } from '../content/texts.ts';

/** What a jongere said beside their answer. */
export function toldLines(
  t: ReturnType<typeof texts>,
  { where, phone, part, again }: Pick<OpenedGesprek, 'where' | 'phone' | 'part' | 'again'>,
): string[] {
  return [
    where,
    phone && showPhone(phone),
    part && t(`gesprek.more.part.${part}`),
    again && t(`gesprek.more.again.${again}`),
  ].filter((line) => line !== null);
}
