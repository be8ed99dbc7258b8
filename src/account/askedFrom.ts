import { readForm } from '#ui/form.ts';
import { backOf } from '../appointment/comeBack.ts';

/**
 * The address on which somebody goes on who has to sign in first: the page they asked for. Of a form, which is not carried out,
 * it is the page that it was sent from, when the form says so, else the page that it was sent to.
 */
export async function askedFrom(request: Request, url: URL): Promise<string> {
  const from = request.method === 'POST' ? backOf(await readForm(request), url) : undefined;
  return from ?? url.pathname + url.search;
}
