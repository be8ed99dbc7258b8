import type { APIRoute } from 'astro';
import { readOwnHeld } from '#server/held/readOwnHeld.ts';
import { jsonFile } from '../../../held/heldFile.ts';

/** What is kept of the afspraak of this link, as a file. */
export const GET: APIRoute = async ({ params: { token = '' }, locals: { ctx } }) => {
  const held = await readOwnHeld(ctx, token);
  return held === null ? new Response(null, { status: 404 }) : jsonFile('doorstart', held);
};
