import { z } from 'zod';
import { mutated, oddText, oddValue, pick, type Random } from './odd.ts';

/** One request of a fuzz: what is sent, and to where. */
export interface Shot {
  method: string;
  path: string;
  headers: Record<string, string>;
  body?: string;
}

const operationSchema = z.object({
  parameters: z
    .array(
      z.object({
        name: z.string(),
        in: z.enum(['path', 'query', 'header']),
        schema: z.object({ example: z.unknown().optional() }).optional(),
        example: z.unknown().optional(),
      }),
    )
    .default([]),
  requestBody: z
    .object({ content: z.object({ 'application/json': z.object({ example: z.unknown() }) }) })
    .optional(),
});
const documentSchema = z.object({
  servers: z.array(z.object({ url: z.string() })),
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
});

type Operation = z.output<typeof operationSchema> & { method: string; path: string };

/** Every operation of the API, by its own document. */
export async function readOperations(url: string): Promise<[Operation, ...Operation[]]> {
  const document = documentSchema.parse(await (await fetch(`${url}/api/v1/openapi.json`)).json());
  const methods = ['get', 'post', 'put', 'patch', 'delete'];
  const [first, ...others] = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([method]) => methods.includes(method))
      .map(([method, operation]) => ({ ...operationSchema.parse(operation), method, path })),
  );
  if (!first) throw new Error('expected a document with operations');
  return [first, ...others];
}

/** What is good in a request: a time that can be booked, tokens that open something. */
export interface Good {
  topic: string;
  location: string;
  start: string;
  tokens: [string, ...string[]];
}

/** A request to an operation: as its document says, or just beside it. */
export function shootApi(random: Random, operations: [Operation, ...Operation[]], good: Good): Shot {
  const { method, path, parameters, requestBody } = pick(random, operations);
  const near = (example: unknown) => (random() < 0.4 ? oddText(random) : String(example ?? oddText(random)));
  const query = new URLSearchParams();
  const headers: Record<string, string> = {};
  let to = path.startsWith('/api/v1') ? path : `/api/v1${path}`;
  for (const { name, in: place, schema, example } of parameters) {
    const value = example ?? schema?.example;
    if (place === 'path') {
      const token = random() < 0.5 ? pick(random, good.tokens) : oddText(random).slice(0, 200);
      to = to.replace(`{${name}}`, () => encodeURIComponent(token.toWellFormed()));
    } else if (random() < 0.3) continue;
    else if (place === 'query') query.append(name, near(value).slice(0, 1000));
    else
      headers[name] = near(value)
        .replaceAll(/[^\x20-\x7e]/g, '')
        .slice(0, 300);
  }
  if (random() < 0.1) query.append(oddText(random).slice(0, 100), oddText(random).slice(0, 100));
  const search = query.size > 0 ? `?${query}` : '';
  const shot = { method: method.toUpperCase(), path: to + search, headers };
  if (!requestBody) return shot;
  const example = z.record(z.string(), z.unknown()).parse(requestBody.content['application/json'].example);
  const known = { topic: good.topic, location: good.location, start: good.start };
  const valid = Object.fromEntries(
    Object.entries(example).map(([name, value]) => [
      name,
      Object.entries(known).find(([other]) => other === name)?.[1] ?? value,
    ]),
  );
  let value: unknown = valid;
  for (let times = Math.floor(random() * 3); times > 0; times--) value = mutated(random, value);
  const text = random() < 0.05 ? `${JSON.stringify(oddValue(random))}{` : JSON.stringify(value);
  const type = random() < 0.05 ? 'text/plain' : 'application/json';
  return { ...shot, headers: { ...headers, 'content-type': type }, body: text };
}
