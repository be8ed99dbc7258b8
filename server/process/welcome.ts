import { networkInterfaces } from 'node:os';
import { demoAccounts } from '#db/demo/accounts.ts';
import type { Config } from '#server/config.ts';

/** What a person who just started Doorstart wants to know. */
export function welcome(config: Config, port: number): string[] {
  const open = config.host === '0.0.0.0' || config.host === '::';
  const lines = [`Doorstart is open: http://${open ? 'localhost' : hostInUrl(config.host)}:${port}`];
  if (open) {
    const address = networkAddress();
    if (address) lines.push(`On a phone on the same network: http://${address}:${port}`);
  }
  if (config.mode === 'demo') {
    lines.push('', `Casemanagers sign in at /medewerker with one of these demo accounts:`);
    for (const { email, password } of demoAccounts) lines.push(`  ${email}  ${password}`);
    lines.push('This is a demo: its people and afspraken are made up.');
  }
  return lines;
}

const hostInUrl = (host: string) => (host.includes(':') ? `[${host}]` : host);

function networkAddress(): string | undefined {
  return Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .find(({ family, internal }) => family === 'IPv4' && !internal)?.address;
}
