import { may } from '#server/access/may.ts';
import { findForm } from '#server/forms/findForm.ts';
import { reasonsOn } from '#server/held/leftOut.ts';
import { typedFormWord } from '#ui/formWord.ts';
import type { Asked } from '#ui/step.ts';
import { staffPaths } from '../agenda/paths.ts';
import { lookUp } from './heldForm.ts';
import { heldText } from './heldText.ts';

/** A file to keep, under a name that says nothing of whose it is. */
const file = (name: string, type: string, content: string): Response =>
  new Response(content, {
    headers: {
      'Content-Type': `${type}; charset=utf-8`,
      'Content-Disposition': `attachment; filename="${name}"`,
      'Cache-Control': 'no-store',
    },
  });

export const jsonFile = (name: string, content: object): Response =>
  file(`${name}.json`, 'application/json', `${JSON.stringify(content, null, 2)}\n`);

const again = () => new Response(null, { status: 303, headers: { Location: staffPaths.held } });

/** What a beheerder looked up just now, as a file to read or as JSON; recorded like any other look. */
export async function heldFile({ url, locals }: Pick<Asked, 'url' | 'locals'>): Promise<Response> {
  const { ctx, sessionId } = locals;
  may(ctx, 'held.find');
  const owner = { sessionId, appointmentId: null, path: staffPaths.held };
  const form = await findForm(ctx, owner, url.searchParams.get(typedFormWord) ?? '');
  // Kept for an hour; after that it has to be looked up again.
  if (form === null) return again();
  const isText = url.searchParams.get('als') === 'tekst';
  const found = await lookUp(ctx, form.values, isText ? 'text' : 'json');
  if (found.ok)
    return isText
      ? file('inzage.txt', 'text/plain', heldText(found.held, reasonsOn('request')))
      : jsonFile('inzage', found.held);
  if (found.error === 'invalid') return again();
  return new Response(null, {
    status: 429,
    headers: { 'Retry-After': String(found.retryAfterSeconds) },
  });
}
