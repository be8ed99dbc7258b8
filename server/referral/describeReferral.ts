import type { Ctx } from '#server/booking/context.ts';
import { rosterIn } from '#server/roster/rosterIn.ts';
import type { Roster, Topic } from '#server/roster/types.ts';
import { changeableOf, readChanges, readMessages } from './changes.ts';
import type { ReferralRecord } from './selectReferrals.ts';
import type { NewReferral, ReferralChange, ReferralMessage, Referrer } from './types.ts';

/** All that is kept of one referral, with its topic in place of the id. */
export interface Description {
  referral: NewReferral & {
    id: string;
    version: number;
    topic: Topic;
    createdAt: number;
    consent: { text: string; language: NewReferral['language']; at: number };
  };
  changes: ReferralChange[];
  messages: ReferralMessage[];
}

export async function describeReferral(ctx: Ctx, { row }: ReferralRecord): Promise<Description> {
  const roster = await rosterIn({ ctx });
  const [changes, messages] = await Promise.all([readChanges(ctx, [row.id]), readMessages(ctx, [row.id])]);
  const { ageGroup } = row;
  if (ageGroup === null) throw new Error(`the referral ${row.id} is forgotten`);
  return {
    referral: {
      ...changeableOf(row),
      ageGroup,
      language: row.language,
      id: row.id,
      version: row.version,
      topic: topicOf(roster, row.topicId),
      createdAt: row.createdAt.getTime(),
      consent: { text: row.consentText, language: row.consentLanguage, at: row.consentedAt.getTime() },
    },
    changes: changes.get(row.id) ?? [],
    messages: messages.get(row.id) ?? [],
  };
}

/** A topic by its id, also when it is no longer offered. */
export function topicOf({ topics }: Pick<Roster, 'topics'>, id: string): Topic {
  const topic = topics.find((one) => one.id === id);
  if (!topic) throw new Error(`the roster does not know ${id}`);
  return topic;
}

/** Who referred; of a chat who took it up. */
export const referrerOf = ({ row, organisation, madeBy, takenBy }: ReferralRecord): Referrer => ({
  source: row.source,
  organisation: organisation ?? row.fromOrganisation,
  name: row.source === 'chat' ? takenBy : (madeBy ?? row.fromName),
});
