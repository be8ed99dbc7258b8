import { dateInAmsterdam } from '#server/kernel/time.ts';
import type { Settings } from '#server/settings/schema.ts';

type Chat = Pick<Settings, 'chat'>;

/** The day on which chat opens, `2027-02-01`, as long as it is still to come; null when nobody has said. */
export function chatOpensOn({ chat }: Chat, now: number): string | null {
  return chat.opensOn !== null && chat.opensOn > dateInAmsterdam(now) ? chat.opensOn : null;
}

/** Whether the gemeente has a chat, open at this hour or not. */
export function hasChat({ chat }: Chat, now: number): boolean {
  return chat.opensOn !== null && chat.opensOn <= dateInAmsterdam(now);
}

/** Whether a page has the button of the chat in its head: all have it where there is a chat, but the chat itself. */
export function hasChatButton(settings: Chat, now: number, path: string): boolean {
  return hasChat(settings, now) && path.replace(/\/+$/, '') !== '/chat';
}
