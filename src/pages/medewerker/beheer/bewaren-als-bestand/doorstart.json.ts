import type { APIRoute } from 'astro';
import { exportConfiguration } from '#server/configuration/exportConfiguration.ts';

/** All that was configured, to keep or to bring in elsewhere. */
export const GET: APIRoute = async ({ locals: { ctx } }) =>
  new Response(await exportConfiguration(ctx), {
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Disposition': 'attachment; filename="doorstart.json"',
    },
  });
