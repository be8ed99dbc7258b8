import { askChecked, Refused } from './askChecked.ts';
import { isPublicAddress, literalOf } from './publicAddress.ts';
import { anywhere, publicOnly, type Reach } from './reach.ts';

/** To where something goes: what devices of staff said themselves, or what a beheerder wrote down. */
export type Target = 'push' | 'webhook';

export interface Post {
  headers: Readonly<Record<string, string>>;
  body: Uint8Array | string;
  /** All of it together: name, connection, answer. */
  withinMs: number;
}

/** What came of it. Bytes of an answer beyond the first few thousand are never read. */
export type Posted =
  | {
      status: number;
      text: string /** How long the other side asks to wait; 0 when it does not say. */;
      waitMs: number;
    }
  | { status: null; why: 'private' | 'timeout' | 'no-connection' };

/** Sends to addresses that people gave. */
export interface Outgoing {
  /** Follows no redirect. Never throws for what the other side does. */
  post(target: Target, url: string, post: Post): Promise<Posted>;
  /** Whether something may ever go to this address; a name is looked up only when something is sent. */
  allows(target: Target, url: string): boolean;
}

/** Which targets may lie in the own network, on plain HTTP too. */
export type PrivateTargets = 'none' | 'webhooks' | 'all';

const mostAnswer = 4096;

export function createOutgoing(privateTargets: PrivateTargets): Outgoing {
  const isOpen = (target: Target) =>
    privateTargets === 'all' || (privateTargets === 'webhooks' && target === 'webhook');
  const allows = (target: Target, text: string): boolean => {
    if (!URL.canParse(text)) return false;
    const url = new URL(text);
    if (url.username !== '' || url.password !== '') return false;
    if (isOpen(target)) return url.protocol === 'https:' || url.protocol === 'http:';
    const literal = literalOf(url);
    return url.protocol === 'https:' && (literal === null || isPublicAddress(literal));
  };
  return {
    allows,
    async post(target, text, post) {
      if (!allows(target, text)) return { status: null, why: 'private' };
      try {
        return await send(isOpen(target) ? anywhere : publicOnly, new URL(text), post);
      } catch (error) {
        return { status: null, why: whyNot(error) };
      }
    },
  };
}

function whyNot(error: unknown): 'private' | 'timeout' | 'no-connection' {
  if (error instanceof Refused) {
    if (error.why === 'too-slow') return 'timeout';
    return error.why === 'no-address' ? 'no-connection' : 'private';
  }
  const isLate = error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError');
  return isLate ? 'timeout' : 'no-connection';
}

async function send(reach: Reach, url: URL, { headers, body, withinMs }: Post): Promise<Posted> {
  const signal = AbortSignal.timeout(withinMs);
  const answer = await askChecked(reach, url, { method: 'POST', headers, body, signal });
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    // The status came, so it counts: what breaks off afterwards is no reason to send again.
    const done = () => {
      const text = Buffer.concat(chunks).subarray(0, mostAnswer).toString('utf8');
      resolve({ status: answer.statusCode ?? 0, text, waitMs: waitOf(answer.headers['retry-after']) });
      answer.destroy();
    };
    answer.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      length += chunk.length;
      if (length >= mostAnswer) done();
    });
    answer.on('end', done);
    answer.on('error', done);
  });
}

/** `Retry-After` in seconds; a date is not read. */
const waitOf = (header: string | undefined): number =>
  header !== undefined && /^\d{1,6}$/.test(header) ? Number(header) * 1000 : 0;
