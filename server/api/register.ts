import type { IncomingMessage } from 'node:http';
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { RouteConfig } from '@hono/zod-openapi';
import type { Hono } from 'hono';
import type { z } from 'zod';
import type { BookedAs } from '#server/booking/mayBook.ts';
import type { Ctx, Services } from '#server/http/context.ts';
import { preferredLanguage } from '#server/http/language.ts';
import { ctxOf, type RequestInfo } from '#server/http/requestInfo.ts';
import { visitorOf } from '#server/http/visitor.ts';
import type { FieldError } from '#server/kernel/fieldError.ts';
import { type Answer, apiBase, send } from './answer.ts';
import { readJson } from './body.ts';
import { parseInput } from './parse.ts';
import { invalid, problem } from './problems.ts';
import { withUnknown } from './withUnknown.ts';

export type Api = Hono<{ Bindings: HttpBindings }>;

type BodySchema<Value> = z.ZodObject & z.ZodType<Value>;

/** What else is wrong: in a header, or in a body that may be of any shape. */
type FindOthers = (body: unknown) => readonly FieldError[];

interface BodyOptions {
  others?: FindOthers;
  as?: BookedAs;
}

/** One call as a handler sees it. */
export interface Call {
  ctx: Ctx;
  req: IncomingMessage;
  /** A part of the path, decoded. */
  param(name: string): string;
  /** What the browser is known by today, for what a casemanager can block. */
  visitorKey(): Promise<string>;
  /**
   * The body by its schema, or the problem to answer with; what `others` finds is told with it, all at once. `as`: as whom its
   * topic is asked for, where that is not said by who calls.
   */
  body<Value>(
    schema: BodySchema<Value>,
    options?: BodyOptions,
  ): Promise<{ ok: true; value: Value } | { ok: false; answer: Answer }>;
}

export type Handler = (call: Call) => Promise<Answer>;

/** A call as it is described, and what answers it. */
export type Endpoint = readonly [RouteConfig, Handler];

/**
 * Adds a call to the API. Bodies are not read by hono: it would take in all of a large
 * one first, and let JSON pass that is not UTF-8.
 */
export function register(
  api: Api,
  [route, handle]: Endpoint,
  services: Services,
  requestInfo: RequestInfo,
): void {
  const path = apiBase + route.path.replaceAll(/\{(\w+)\}/g, ':$1');
  api.on(route.method.toUpperCase(), path, async (c) => {
    const { incoming: req } = c.env;
    const writes = req.method !== 'GET' && req.method !== 'HEAD';
    if (writes && requestInfo.origins.isOwn(req) === false) {
      return respond(c, problem(preferredLanguage(req.headers['accept-language']), 'foreign-origin'));
    }
    const ctx = ctxOf(services, requestInfo, req);
    const answer = await handle({
      ctx,
      req,
      param: (name) => c.req.param(name) ?? '',
      visitorKey: () => services.visitorKeys.of(visitorOf(req, requestInfo.addressOf)),
      body: (schema, options) => bodyOf(ctx, req, schema, options),
    });
    return respond(c, answer);
  });
}

async function bodyOf<Value>(
  ctx: Ctx,
  req: IncomingMessage,
  schema: BodySchema<Value>,
  { others = () => [], as }: BodyOptions = {},
) {
  const read = await readJson(req);
  if (!read.ok) return { ok: false, answer: problem(ctx.language, read.error) } as const;
  const parsed = parseInput(schema, read.value);
  const errors = [...(parsed.ok ? [] : parsed.errors), ...others(read.value)];
  if (parsed.ok && errors.length === 0) return { ok: true, value: parsed.value } as const;
  const all = await withUnknown(ctx, schema, read.value, errors, as);
  return { ok: false, answer: invalid(ctx.language, all) } as const;
}

/**
 * Sends an answer on node's own response, which costs half of what hono's takes (`npm run bench -- slots-http`). It may
 * come too late: somebody answered that already.
 */
function respond({ env: { outgoing } }: { env: HttpBindings }, answer: Answer): Response {
  if (!outgoing.headersSent) send(outgoing, answer);
  return RESPONSE_ALREADY_SENT;
}
