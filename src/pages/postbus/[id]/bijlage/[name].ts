import type { APIRoute } from 'astro';
import { readMail } from '#server/mailbox/readMail.ts';

/** A file that came with a mail of the demo. */
export const GET: APIRoute = async ({ params: { id = '', name }, locals: { ctx } }) => {
  const file = (await readMail(ctx, id))?.files.find((one) => one.name === name);
  if (file === undefined) return new Response(null, { status: 404 });
  return new Response(new Uint8Array(file.content), {
    headers: {
      'Content-Type': file.type,
      'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      'Cache-Control': 'no-store',
    },
  });
};
