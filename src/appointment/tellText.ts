import type { AgendaDetails } from '#server/agenda/types.ts';

/** What a casemanager does beside what is sent: call or mail, where there is a way to, and nothing for who wants no messages. */
export function tellText({ phone, email, messages }: Pick<AgendaDetails, 'phone' | 'email' | 'messages'>) {
  if (messages === 'none') return 'care.tell-silent';
  return phone || email ? 'care.tell' : 'care.tell-nobody';
}
