import type { AgendaDetails } from '#server/agenda/types.ts';

/** What a casemanager does about it that nothing is sent: call or mail, where there is a way to. */
export const tellText = ({ phone, email }: Pick<AgendaDetails, 'phone' | 'email'>) =>
  phone || email ? 'care.tell' : 'care.tell-nobody';
