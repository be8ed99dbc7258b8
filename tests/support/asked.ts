import assert from 'node:assert/strict';
import type { Ctx } from '#server/http/context.ts';
import type { Asked, Step, TakeStep } from '#ui/step.ts';

export interface Question {
  /** Path and query. */
  path: string;
  /** The parts of the path that the page has names for. */
  params?: Record<string, string>;
  /** What is sent; left out, the page is only asked for, and `null` is no form. */
  form?: Record<string, string> | [string, string][] | null | undefined;
}

/** Who asks: their context and session as they are at that moment. */
type Asker = () => { ctx: Ctx; sessionId?: string };

/** Takes steps as their pages do, for somebody. */
export function stepTaker(asker: Asker) {
  async function ask({ path, params = {}, form }: Question): Promise<Asked> {
    const { ctx, sessionId = null } = asker();
    const url = new URL(path, 'http://doorstart.test');
    const body = form === null ? 'no form' : new URLSearchParams(form);
    const request = form === undefined ? new Request(url) : new Request(url, { method: 'POST', body });
    const staff = ctx.actor.kind === 'staff' ? ctx.actor.staff : null;
    const { settings } = await ctx.roster.current();
    return {
      request,
      url,
      params,
      locals: { ctx, lang: ctx.language, sessionId, staff, settings, demo: false, isOpen: true },
    };
  }

  const take = async <Page>(step: TakeStep<Page>, question: Question): Promise<Step<Page>> =>
    step(await ask(question));

  /** The page that a step shows, with its status; fails for anything else. */
  async function shown<Page>(step: TakeStep<Page>, question: Question) {
    const taken = await take(step, question);
    assert.ok(taken.kind === 'page', `expected a page, got ${JSON.stringify(taken)}`);
    return taken;
  }

  /** Sends a form that is not accepted: gives the page that then shows it again. */
  async function refused<Page>(step: TakeStep<Page>, question: Question) {
    const sent = await take(step, question);
    assert.ok(sent.kind === 'redirect', `expected to be led on, got ${sent.kind}`);
    const { pathname, search, searchParams } = new URL(sent.to, 'http://doorstart.test');
    assert.equal(pathname, question.path.split('?')[0]);
    assert.match(searchParams.get('form') ?? '', /^[\w-]{22}$/);
    return shown(step, { path: pathname + search, ...(question.params && { params: question.params }) });
  }

  return { take, shown, refused };
}
