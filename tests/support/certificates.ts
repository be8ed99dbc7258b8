import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A certificate and its key, PEM. */
export interface Certified {
  cert: string;
  key: string;
}

/** Who vouches for servers, made for a test: nobody knows it who was not told. */
export function makeAuthority(): {
  cert: string;
  certify(name: `DNS:${string}` | `IP:${string}`): Certified;
} {
  const folder = mkdtempSync(join(tmpdir(), 'authority-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const file = (name: string) => join(folder, name);
  const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'pipe' });
  const request = ['req', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  openssl(
    ...request,
    '-x509',
    '-days',
    '3650',
    '-subj',
    '/CN=Authority of a test',
    '-keyout',
    file('ca.key'),
    '-out',
    file('ca.pem'),
  );
  return {
    cert: readFileSync(file('ca.pem'), 'utf8'),
    certify(name) {
      openssl(...request, '-subj', '/CN=mail', '-keyout', file('key'), '-out', file('csr'));
      writeFileSync(file('names'), `subjectAltName=${name}\n`);
      openssl(
        'x509',
        '-req',
        '-days',
        '3650',
        '-in',
        file('csr'),
        '-CA',
        file('ca.pem'),
        '-CAkey',
        file('ca.key'),
        '-CAcreateserial',
        '-extfile',
        file('names'),
        '-out',
        file('cert'),
      );
      return { cert: readFileSync(file('cert'), 'utf8'), key: readFileSync(file('key'), 'utf8') };
    },
  };
}
