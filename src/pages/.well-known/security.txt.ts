import type { APIRoute } from 'astro';
import { securityTxt } from '#server/security/securityTxt.ts';

export const GET: APIRoute = ({ locals: { settings, ctx } }) =>
  new Response(securityTxt(settings, { publicUrl: ctx.publicUrl, now: ctx.clock.now() }), {
    headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'public, max-age=3600' },
  });
