import type { IncomingMessage } from 'node:http';
import type { HttpBindings } from '@hono/node-server';
import type { OpenAPIHono, RouteConfig } from '@hono/zod-openapi';
import type { z } from 'zod';
import type { Ctx, Services } from '../context.ts';
import { visitorOf } from '../http/visitor.ts';
import type { Answer } from './answer.ts';
import { readJson } from './body.ts';
import { ctxOf, type Door } from './door.ts';
import { preferredLanguage } from './language.ts';
import { parseInput } from './parse.ts';
import { invalid, problem } from './problems.ts';

export type Api = OpenAPIHono<{ Bindings: HttpBindings }>;

/** One call as a handler sees it. */
export interface Call {
  ctx: Ctx;
  req: IncomingMessage;
  /** A part of the path, decoded. */
  param(name: string): string;
  /** What the browser is known by today, for what a casemanager can block. */
  visitorKey(): Promise<string>;
  /** The body by its schema, or the problem to answer with. */
  body<Value>(schema: z.ZodType<Value>): Promise<{ ok: true; value: Value } | { ok: false; answer: Answer }>;
}

export type Handler = (call: Call) => Promise<Answer>;

/** A call as it is described, and what answers it. */
export type Endpoint = readonly [RouteConfig, Handler];

/**
 * Adds a call to the API and to its description. Bodies are not read by hono: it would take in all of a large
 * one first, and let JSON pass that is not UTF-8.
 */
export function register(api: Api, [route, handle]: Endpoint, services: Services, door: Door): void {
  api.openAPIRegistry.registerPath(route);
  const path = route.path.replaceAll(/\{(\w+)\}/g, ':$1');
  api.on(route.method.toUpperCase(), path, async (c) => {
    const { incoming: req } = c.env;
    const writes = req.method !== 'GET' && req.method !== 'HEAD';
    if (writes && door.origins.isOwn(req) === false) {
      return respond(problem(preferredLanguage(req.headers['accept-language']), 'foreign-origin'));
    }
    const ctx = ctxOf(services, door, req);
    const answer = await handle({
      ctx,
      req,
      param: (name) => c.req.param(name) ?? '',
      visitorKey: () => services.visitorKeys.of(visitorOf(req, door.addressOf)),
      body: (schema) => bodyOf(ctx, req, schema),
    });
    return respond(answer);
  });
}

async function bodyOf<Value>(ctx: Ctx, req: IncomingMessage, schema: z.ZodType<Value>) {
  const read = await readJson(req);
  if (!read.ok) return { ok: false, answer: problem(ctx.language, read.error) } as const;
  const parsed = parseInput(schema, read.value);
  if (!parsed.ok) return { ok: false, answer: invalid(ctx.language, parsed.errors) } as const;
  return { ok: true, value: parsed.value } as const;
}

/** An answer as hono passes it on. */
export function respond({ status, headers, body }: Answer): Response {
  return new Response(body, { status, headers });
}
