/** What a step is asked: `Astro` is one, and a test makes one out of a `Request`. */
export interface Asked {
  request: Request;
  url: URL;
  params: Readonly<Record<string, string | undefined>>;
  locals: Pick<App.Locals, 'ctx' | 'lang' | 'sessionId' | 'staff' | 'settings' | 'demo' | 'isOpen'>;
}

/** What a step decided. `Page` is all that its page shows. */
export type Step<Page> =
  /** On to another address, with GET. */
  | { kind: 'redirect'; to: string; cookies?: readonly string[]; headers?: Readonly<Record<string, string>> }
  /** There is nothing here, or what was sent is no form: the common page of that status comes. */
  | { kind: 'nothing'; status: 400 | 404 }
  | {
      kind: 'page';
      status: number;
      /** When to try again, for 429. */
      retryAfterSeconds?: number | undefined;
      page: Page;
    };

/** Decides what comes of a request for one page: reads what was asked, carries out what was sent, finds what to show. */
export type TakeStep<Page> = (asked: Asked) => Promise<Step<Page>>;

export const redirectTo = (to: string) => ({ kind: 'redirect', to }) as const;
export const notFound = { kind: 'nothing', status: 404 } as const;
export const brokenForm = { kind: 'nothing', status: 400 } as const;
export const showPage = <Page>(page: Page, status = 200): Step<Page> => ({ kind: 'page', status, page });

/** The part of `Astro` that a step needs. */
interface AskedPage extends Asked {
  response: { status?: number; headers: Headers };
}

/** Takes the step of a page: gives what the page shows, or the response that the frontmatter returns instead. */
export async function takeStep<Page>(astro: AskedPage, decide: TakeStep<Page>): Promise<Response | Page> {
  const step = await decide(astro);
  if (step.kind === 'nothing') return new Response(null, { status: step.status });
  if (step.kind === 'redirect') return redirect(step);
  astro.response.status = step.status;
  if (step.retryAfterSeconds !== undefined)
    astro.response.headers.set('Retry-After', String(step.retryAfterSeconds));
  return step.page;
}

function redirect({
  to,
  cookies = [],
  headers: more = {},
}: Extract<Step<never>, { kind: 'redirect' }>): Response {
  const headers = new Headers({ Location: to, 'Cache-Control': 'no-store', ...more });
  for (const cookie of cookies) headers.append('Set-Cookie', cookie);
  return new Response(null, { status: 303, headers });
}
