import type { Ctx } from '#server/http/context.ts';
import type { Asked } from '#ui/step.ts';

interface Question {
  /** Path and query. */
  path: string;
  /** The parts of the path that the page has names for. */
  params?: Record<string, string>;
  /** What is sent; left out, the page is only asked for. */
  form?: Record<string, string>;
  sessionId?: string | null;
}

/** A request for a page as its step gets it. */
export async function asked(
  ctx: Ctx,
  { path, params = {}, form, sessionId = null }: Question,
): Promise<Asked> {
  const url = new URL(path, 'http://doorstart.test');
  const request = form
    ? new Request(url, { method: 'POST', body: new URLSearchParams(form) })
    : new Request(url);
  const staff = ctx.actor.kind === 'staff' ? ctx.actor.staff : null;
  const { settings } = await ctx.roster.current();
  return {
    request,
    url,
    params,
    locals: { ctx, lang: ctx.language, sessionId, staff, settings, demo: false },
  };
}
