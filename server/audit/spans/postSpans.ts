import { z } from 'zod';
import type { Span } from './spanOf.ts';

/** Where the logboek of the gemeente takes spans. */
export interface LogbookAddress {
  /** OTLP over HTTP: `https://logboek.example.nl/v1/traces`. */
  endpoint: string;
  /** Sent as a bearer token; null for none. */
  token: string | null;
}

const answerMs = 5000;
const mostAnswer = 100_000;

/** What stands in an answer when some were refused: these must not be sent again (OTLP, "Partial Success"). */
const answerSchema = z.object({
  partialSuccess: z
    .object({
      rejectedSpans: z.coerce.number().int().nonnegative().default(0),
      errorMessage: z.string().default(''),
    })
    .nullish(),
});

export class NotTaken extends Error {
  /** How long the other side asks to wait; 0 when it does not say. */
  readonly waitMs: number;
  constructor(why: string, waitMs = 0) {
    super(why);
    this.waitMs = waitMs;
  }
}

/**
 * Sends spans; done when the logboek confirmed them. Answers how many it refused for good. Throws `NotTaken` for anything but a
 * confirmation, also for a redirect: the token is for one address.
 */
export async function postSpans(
  { endpoint, token }: LogbookAddress,
  { version, spans, signal }: { version: string; spans: readonly Span[]; signal: AbortSignal },
): Promise<{ refused: number }> {
  const text = (key: string, stringValue: string) => ({ key, value: { stringValue } });
  const resource = { attributes: [text('service.name', 'doorstart'), text('service.version', version)] };
  const scopeSpans = [{ scope: { name: 'doorstart.audit', version }, spans }];
  const headers = {
    'content-type': 'application/json',
    ...(token !== null && { authorization: `Bearer ${token}` }),
  };
  const response = await fetch(endpoint, {
    method: 'POST',
    headers,
    body: JSON.stringify({ resourceSpans: [{ resource, scopeSpans }] }),
    redirect: 'error',
    signal: AbortSignal.any([signal, AbortSignal.timeout(answerMs)]),
  }).catch((error: unknown) => {
    throw new NotTaken(whyOf(error));
  });
  const body = await readAnswer(response);
  if (response.status !== 200) throw new NotTaken(`HTTP ${response.status}`, waitOf(response));
  const answer = answerSchema.safeParse(parse(body));
  if (!answer.success) throw new NotTaken('HTTP 200 without an answer of OTLP');
  return { refused: answer.data.partialSuccess?.rejectedSpans ?? 0 };
}

/** The first part of an answer; what breaks while it is read was not confirmed. */
async function readAnswer(response: Response): Promise<string> {
  try {
    const decoder = new TextDecoder();
    let text = '';
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk, { stream: true });
      if (text.length > mostAnswer) throw new NotTaken('an answer that is too long');
    }
    return text;
  } catch (error) {
    throw error instanceof NotTaken ? error : new NotTaken(whyOf(error));
  }
}

/** An empty answer says as much as `{}`; one that is no JSON comes from something else than a logboek. */
function parse(text: string): unknown {
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** `Retry-After` in seconds; a date is not read. */
const waitOf = ({ headers }: Response) => {
  const seconds = headers.get('retry-after') ?? '';
  return /^\d{1,6}$/.test(seconds) ? Number(seconds) * 1000 : 0;
};

/** In the words of Node: `fetch failed` alone says nothing. */
function whyOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  return cause instanceof Error ? `${error.message}: ${cause.message}` : error.message;
}
