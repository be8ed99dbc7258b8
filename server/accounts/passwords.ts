import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { Semaphore } from 'async-mutex';
import { newPasswordSchema } from './schema.ts';

/** argon2id as OWASP advises for passwords: 19 MiB, two passes, one lane. */
const current = { memory: 19_456, passes: 2, parallelism: 1 };
const saltBytes = 16;
const hashBytes = 32;
/** Hashes under way at once: the others wait, so that many sign-ins leave threads and memory to the rest. */
const atOnce = 2;

interface Parts {
  memory: number;
  passes: number;
  parallelism: number;
  salt: Buffer;
  hash: Buffer;
}

export interface Passwords {
  /**
   * Whether a password belongs to a PHC string. With null (nobody, or somebody who cannot sign in) the same
   * work is done and the answer is no, so that the time it takes tells nothing.
   */
  verify(password: string, stored: string | null): Promise<boolean>;
}

const turns = new Semaphore(atOnce);

/** Made once per process: it knows a hash of nobody. */
export function createPasswords(): Passwords {
  const nobody = write({ ...current, salt: randomBytes(saltBytes), hash: randomBytes(hashBytes) });
  return {
    async verify(password, stored) {
      const parts = read(stored ?? nobody);
      const derived = await derive(password, parts);
      return timingSafeEqual(derived, parts.hash) && stored !== null;
    },
  };
}

/**
 * The PHC string to store for a new password, `$argon2id$v=19$m=19456,t=2,p=1$<salt>$<hash>`.
 * @throws ZodError when it is shorter than 12 or longer than 256 characters.
 */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(saltBytes);
  const hash = await derive(newPasswordSchema.parse(password), {
    ...current,
    salt,
    hash: Buffer.alloc(hashBytes),
  });
  return write({ ...current, salt, hash });
}

const argon2id = promisify(argon2);

function derive(password: string, { memory, passes, parallelism, salt, hash }: Parts): Promise<Buffer> {
  // The same letters can be typed as different code points, depending on the keyboard.
  const message = password.normalize('NFKC');
  const parameters = { message, nonce: salt, memory, passes, parallelism, tagLength: hash.length };
  return turns.runExclusive(() => argon2id('argon2id', parameters));
}

function write({ memory, passes, parallelism, salt, hash }: Parts): string {
  const text = (bytes: Buffer) => bytes.toString('base64').replaceAll('=', '');
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${text(salt)}$${text(hash)}`;
}

const phc =
  /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{22,86})$/;

function read(stored: string): Parts {
  const [, memory, passes, parallelism, salt, hash] = phc.exec(stored) ?? [];
  if (!salt || !hash) throw new Error('expected a PHC string of argon2id, version 19, as password hash');
  return {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    salt: Buffer.from(salt, 'base64'),
    hash: Buffer.from(hash, 'base64'),
  };
}
