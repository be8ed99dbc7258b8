import type { Settings } from '../../server/settings/schema.ts';
import { dateInAmsterdam } from '../../server/time.ts';

/** The day on which chat opens, `2027-02-01`, as long as it is still to come; null when nobody has said. */
export function chatOpensOn({ chat }: Pick<Settings, 'chat'>, now: number): string | null {
  return chat.opensOn !== null && chat.opensOn > dateInAmsterdam(now) ? chat.opensOn : null;
}
