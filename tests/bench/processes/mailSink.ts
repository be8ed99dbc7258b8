import { once } from 'node:events';
import { SMTPServer } from 'smtp-server';
import { z } from 'zod';
import { work } from './worker.ts';

// A mail server that takes everything and keeps nothing.
work(z.object({}), async () => {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    onData(stream, _session, taken) {
      stream.on('end', () => taken());
      stream.resume();
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const address = server.server.address();
  if (address === null || typeof address === 'string') throw new Error('expected a port');
  return { port: address.port };
});
