import { ageGroups, messageLevels, reachWays } from '#db/schema/words.ts';
import type { BookOfferedInput } from '#server/chat/schema.ts';

export type PersonValues = Pick<BookOfferedInput, 'name' | 'contact' | 'reachBy' | 'messages'> & {
  /** Undefined as long as none is chosen. */
  ageGroup: BookOfferedInput['ageGroup'] | undefined;
};

/** Who an afspraak is for, as it was filled in. What was left empty is not there. */
export function personValues(form: HTMLFormElement): PersonValues {
  const data = new FormData(form);
  const text = (name: string) => {
    const value = data.get(name);
    return typeof value === 'string' && value.trim() !== '' ? value : undefined;
  };
  return {
    name: text('name') ?? '',
    ageGroup: ageGroups.find((one) => one === text('ageGroup')),
    contact: { email: text('email'), phone: text('phone') },
    reachBy: reachWays.find((one) => one === text('reachBy')),
    messages: messageLevels.find((one) => one === text('messages')),
  };
}
