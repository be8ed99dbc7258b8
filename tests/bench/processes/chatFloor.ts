import { createServer } from 'node:http';
import postgres from 'postgres';
import { Server } from 'socket.io';
import { z } from 'zod';
import { bookingFloorJob } from './jobs.ts';
import { work } from './worker.ts';

// Bare socket.io: one committed insert with a gapless number, the answer, and an emit to one listener.
const conversations = 200;
const sent = z.object({ clientId: z.string(), body: z.string() });
const roomSchema = z.object({ room: z.number() });

work(bookingFloorJob, async ({ databaseUrl }) => {
  const sql = postgres(databaseUrl, { max: 10, onnotice: () => {} });
  await sql`create table conversation (id int primary key, last_seq int not null default 0)`;
  await sql`insert into conversation select g from generate_series(0, ${conversations}) g`;
  await sql`create table message (
    id bigint generated always as identity primary key, conversation_id int not null references conversation,
    client_id uuid not null, seq int not null, body text not null, created_at timestamptz not null default now(),
    unique (conversation_id, client_id))`;
  const server = createServer();
  const io = new Server(server, { transports: ['websocket'], serveClient: false, perMessageDeflate: false });
  io.on('connection', (socket) => {
    const { room } = roomSchema.parse(socket.handshake.auth);
    socket.join(`c${room}`);
    socket.on('send', async (payload: unknown, ack: (answer: unknown) => void) => {
      const { clientId, body } = sent.parse(payload);
      const [row] = await sql`
        with c as (update conversation set last_seq = last_seq + 1 where id = ${room} returning last_seq)
        insert into message (conversation_id, client_id, body, seq) select ${room}, ${clientId}, ${body}, last_seq from c
        returning seq, created_at`;
      ack({ ok: { seq: row?.seq } });
      socket.to(`c${room}`).emit('message', { id: clientId, seq: row?.seq, body, at: row?.created_at });
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  return { port: typeof address === 'object' ? address?.port : undefined };
});
