import type { APIRoute } from 'astro';
import { knownStep } from '../../street/offline/knownStep.ts';

/** What a browser keeps for referring without a connection, as JSON. */
export const GET: APIRoute = async ({ locals: { ctx } }) => Response.json(await knownStep(ctx));
