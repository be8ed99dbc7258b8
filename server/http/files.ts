import { readdirSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join, sep } from 'node:path';
import { getMimeType } from 'hono/utils/mime';
import { type Encoded, encodings } from './encodings.ts';
import { endings } from './fileNames.ts';
import { etagOf, represent, sendRepresentation } from './represent.ts';
import { workerHeaders } from './worker.ts';

interface File {
  headers: Record<string, string>;
  etag: string;
  body: Encoded;
}

/** Answers with a static file. False when there is none at this path; then nothing has been sent. */
export type Files = (req: IncomingMessage, res: ServerResponse, path: string) => Promise<boolean>;

/**
 * Reads all files of the built site into memory: some hundred small ones. Their names in `/_astro/` change with their
 * content. Throws an Error when a file has a type that we do not know.
 */
export function readFiles(folder: string): Files {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const compressed = new Set(
    names.filter((name) => Object.values(endings).some((end) => name.endsWith(end))),
  );
  const files = new Map<string, File>();
  for (const name of names) {
    if (compressed.has(name)) continue;
    const path = name.slice(folder.length).split(sep).join('/');
    files.set(path, readOne(name, path, compressed));
  }
  return async (req, res, path) => {
    const file = files.get(path);
    if (!file || (req.method !== 'GET' && req.method !== 'HEAD')) return false;
    sendRepresentation(req, res, file.headers, await represent(req, file.body, file.etag));
    return true;
  };
}

function readOne(name: string, path: string, compressed: ReadonlySet<string>): File {
  const type = getMimeType(name);
  if (type === undefined) throw new Error(`expected a file whose type is known by its ending, got ${name}`);
  const lasting = path.startsWith('/_astro/');
  const identity = readFileSync(name);
  const smaller = new Map(
    encodings
      .map((encoding) => [encoding, name + endings[encoding]] as const)
      .filter(([, file]) => compressed.has(file))
      .map(([encoding, file]) => [encoding, readFileSync(file)]),
  );
  return {
    headers: {
      'Content-Type': type,
      'Cache-Control': lasting ? 'public, max-age=31536000, immutable' : 'public, max-age=3600',
      ...workerHeaders(path),
    },
    etag: etagOf(identity),
    body: { identity, in: async (encoding) => smaller.get(encoding) ?? null },
  };
}
