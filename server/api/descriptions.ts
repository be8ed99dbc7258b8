import { LRUCache } from 'lru-cache';
import { type Encoded, encoded } from '#server/http/encodings.ts';
import { etagOf } from '#server/http/represent.ts';
import type { Roster } from '#server/roster/types.ts';
import { describeApi } from './describeApi.ts';

interface Description {
  body: Encoded;
  etag: string;
}

/** One is enough where the address is set; in a demo anybody may name any host, and making one takes milliseconds. */
const mostKept = 20;

/** Describes the API for an address under these settings, once: making the document again for each reader is slow. */
export function createDescriptions(): (
  roster: Pick<Roster, 'version' | 'settings'>,
  publicUrl: string,
) => Description {
  const kept = new LRUCache<string, Description>({ max: mostKept });
  return ({ version, settings }, publicUrl) => {
    const key = `${version} ${publicUrl}`;
    const known = kept.get(key);
    if (known) return known;
    const document = new TextEncoder().encode(JSON.stringify(describeApi(settings, publicUrl)));
    const made = { body: encoded(document, 'once'), etag: etagOf(document) };
    kept.set(key, made);
    return made;
  };
}
