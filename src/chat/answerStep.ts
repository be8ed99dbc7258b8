import { type OwnConversation, readOwnConversation } from '#server/chat/readOwnConversation.ts';
import { notFound, showPage, type TakeStep } from '#ui/step.ts';

export interface AnswerPage {
  conversation: OwnConversation;
  token: string;
}

/** The answer to a question that was left, by the link of a message. */
export const answerStep: TakeStep<AnswerPage> = async ({ locals, params }) => {
  const { token = '' } = params;
  const found = await readOwnConversation(locals.ctx, token);
  return found.ok ? showPage({ conversation: found.conversation, token }) : notFound;
};
