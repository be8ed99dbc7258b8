import { reachOf } from '#server/access/policy.ts';
import { staffOf } from '#server/accounts/staffOf.ts';
import { listReplies } from '#server/chat/cannedReplies.ts';
import { brokenForm, redirectTo, showPage, type TakeStep } from '#ui/step.ts';
import { takeForm } from '#ui/takeForm.ts';
import { staffPaths } from '../agenda/paths.ts';
import {
  freshReply,
  type PostedReply,
  postReply,
  type ReplyFields,
  replyRefused,
  replyToChange,
} from './replyForm.ts';

export interface RepliesPage {
  replies: Awaited<ReturnType<typeof listReplies>>;
  fields: ReplyFields;
  errors: Extract<PostedReply, { ok: false }>['errors'];
  /** What was just done, for the message on top. */
  news: string | null;
}

/** The answers that a casemanager has at hand in a chat. */
export const repliesStep: TakeStep<RepliesPage> = async (asked) => {
  const { ctx } = asked.locals;
  const query = asked.url.searchParams;
  if (reachOf(staffOf(ctx).role, 'reply.read') === undefined) return redirectTo(staffPaths.chat);
  const form = await takeForm(asked);
  if (form.values === null) return brokenForm;
  const result = await form.answer(replyRefused, (sent) => postReply(ctx, sent));
  if (result?.ok) return redirectTo(staffPaths.replies(result.done));
  if (form.sent) return form.again();

  const asksFor = query.get('wijzig');
  const fields = result?.fields ?? (asksFor === null ? freshReply : await replyToChange(ctx, asksFor));
  const news = form.values ? null : query.get('gelukt');
  const replies = await listReplies(ctx);
  return showPage({ replies, fields, errors: result?.errors ?? [], news }, result ? 422 : 200);
};
