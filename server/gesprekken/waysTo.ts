import type {
  contactOutcomes,
  contactWays,
  invitationWays,
  messageLevels,
  reachWays,
} from '#db/schema/words.ts';
import { textsArrive } from '#server/booking/contact.ts';

export type InvitationWay = (typeof invitationWays)[number];

/** How a jongere can be reached, as it is written down of them. */
export interface Reach {
  email: string | null;
  /** E.164. */
  phone: string | null;
  reachBy: (typeof reachWays)[number] | null;
  messages: (typeof messageLevels)[number];
}

interface Tried {
  way: (typeof contactWays)[number];
  outcome: (typeof contactOutcomes)[number];
}

/**
 * By which ways an invitation can safely go: as they asked, never to a telephone of which it was said to call it (somebody else may
 * read it), and by none of which the address turned out to be wrong. A letter says as little as a message. Pure.
 */
export function waysTo({ email, phone, reachBy, messages }: Reach, tried: readonly Tried[]): InvitationWay[] {
  const isWrong = (way: InvitationWay) =>
    tried.some((one) => one.way === way && one.outcome === 'wrong-contact');
  const mayMail = email !== null && reachBy !== 'bericht';
  const mayText = phone !== null && textsArrive(phone) !== null && (reachBy ?? 'bericht') === 'bericht';
  const ways: InvitationWay[] = [];
  if (messages !== 'none' && mayMail) ways.push('email');
  if (messages !== 'none' && mayText) ways.push('text');
  ways.push('letter');
  return ways.filter((way) => !isWrong(way));
}
