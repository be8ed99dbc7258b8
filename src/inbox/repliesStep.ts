import { reachFor } from '#server/access/may.ts';
import { listReplies } from '#server/chat/cannedReplies.ts';
import type { PageErrors } from '#ui/errors.ts';
import { brokenForm, redirectTo, showPage, type TakeStep } from '#ui/step.ts';
import { takeForm } from '#ui/takeForm.ts';
import { staffPaths } from '../agenda/paths.ts';
import {
  postReply,
  type ReplyFields,
  replyErrors,
  replyRefused,
  replyToChange,
  sentReply,
} from './replyForm.ts';

export interface RepliesPage {
  replies: Awaited<ReturnType<typeof listReplies>>;
  fields: ReplyFields;
  errors: PageErrors;
  /** What was just done, for the message on top. */
  news: string | null;
}

/** The answers that a casemanager has at hand in a chat. */
export const repliesStep: TakeStep<RepliesPage> = async (asked) => {
  const { ctx } = asked.locals;
  const query = asked.url.searchParams;
  if (reachFor(ctx.actor, 'reply.read') === undefined) return redirectTo(staffPaths.chat);
  const form = await takeForm(asked);
  if (form.values === null) return brokenForm;
  const result = await form.answer(replyRefused, (sent) => postReply(ctx, sent));
  if (result?.ok) return redirectTo(staffPaths.replies(result.done));
  if (form.sent) return form.again();

  const { values } = form;
  const fields = values ? sentReply(values, result) : await replyToChange(ctx, query.get('change'));
  const news = values ? null : query.get('done');
  const replies = await listReplies(ctx);
  const status = result ? (result.error === 'invalid' ? 422 : 409) : 200;
  return showPage({ replies, fields, errors: replyErrors(result), news }, status);
};
