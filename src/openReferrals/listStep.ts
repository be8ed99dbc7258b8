import { countLeftQuestions, type LeftQuestions } from '#server/chat/countLeftQuestions.ts';
import { mostOpen, readOpenReferrals, readShortages } from '#server/referral/teamReferrals.ts';
import type { Shortage, TeamReferral } from '#server/referral/types.ts';
import { showPage, type TakeStep } from '#ui/step.ts';

export interface OpenPage {
  /** Oldest first. */
  referrals: TeamReferral[];
  /** There may be more than the page shows. */
  isFull: boolean;
  questions: LeftQuestions | null;
  shortages: Shortage[];
  /** One was closed just now, or was no longer there to take up. */
  done: 'closed' | 'gone' | undefined;
}

/** What waits for a coordinator: referrals and left questions that nobody took, and where too little is offered. */
export const listStep: TakeStep<OpenPage> = async ({ url, locals: { ctx } }) => {
  const [referrals, questions, shortages] = await Promise.all([
    readOpenReferrals(ctx),
    countLeftQuestions(ctx),
    readShortages(ctx),
  ]);
  const isFull = referrals.length >= mostOpen;
  const said = url.searchParams.get('done');
  const done = said === 'closed' || said === 'gone' ? said : undefined;
  return showPage({ referrals, isFull, questions, shortages, done });
};
