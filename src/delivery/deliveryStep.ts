import { may } from '#server/access/may.ts';
import { type Failed, readFailed } from '#server/notifications/readFailed.ts';
import { sendAgainSchema } from '#server/notifications/schema.ts';
import { sendAgain } from '#server/notifications/sendAgain.ts';
import { readForm, typed } from '#ui/form.ts';
import { brokenForm, redirectTo, showPage, type TakeStep } from '#ui/step.ts';
import { staffPaths } from '../agenda/paths.ts';

export interface DeliveryPage extends Failed {
  /** So many were made to go out again just now; null when nothing was asked. */
  again: number | null;
}

/** What did not come, and how it stands with each way; a form sends one, or all of a reason, again. */
export const deliveryStep: TakeStep<DeliveryPage> = async ({ request, url, locals: { ctx } }) => {
  const values = request.method === 'POST' ? await readForm(request) : undefined;
  if (values === null) return brokenForm;
  if (values) {
    // Before what was sent is looked at: who may not learns nothing of it.
    may(ctx, 'message.send-again');
    const id = typed(values, 'message');
    const parsed = sendAgainSchema.safeParse(id === undefined ? { group: typed(values, 'group') } : { id });
    // Who pressed no button of the page is shown it again.
    if (!parsed.success) return showPage({ ...(await readFailed(ctx)), again: null }, 422);
    // What is not there any more was sent again by somebody else.
    const result = await sendAgain(ctx, parsed.data);
    return redirectTo(staffPaths.delivery(result.ok ? result.count : 0));
  }
  const again = url.searchParams.get('again');
  return showPage({ ...(await readFailed(ctx)), again: again === null ? null : Number(again) || 0 });
};
