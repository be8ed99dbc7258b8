import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Sql } from '#db/client.ts';
import { makeChats } from '../bench/processes/chats.ts';
import { seededRandom } from '../bench/support.ts';
import { type ChatEnd, memoryStore, openJongere, openStaff } from './chatEnds.ts';
import { openRoughProxy } from './roughProxy.ts';
import { type ServerProcess, startServerProcess } from './serverProcess.ts';

interface Scenario {
  databaseUrl: string;
  database: Parameters<typeof makeChats>[0];
  conversations: number;
  /** Messages that each end writes. */
  each: number;
  /** A pause between two messages of one end, at most. */
  pauseMs: number;
  /** Ends the database without warning, and brings it back. */
  restartDatabase(): Promise<void>;
  say?(line: string): void;
}

export interface FaultReport {
  sent: number;
  /** Of all messages, on both sides and in the database. */
  lost: number;
  double: number;
  outOfOrder: number;
  cuts: number;
  dropped: number;
  doubled: number;
  refreshes: number;
  seconds: number;
}

/** An end of a conversation that is opened anew now and then, as a tab that is refreshed, in mid-send too. */
function refreshing(open: (store: ReturnType<typeof memoryStore>) => ChatEnd) {
  const store = memoryStore();
  let end = open(store);
  return {
    now: () => end.conversation,
    typed: [] as string[],
    refresh() {
      end.close();
      end = open(store);
    },
    close: () => end.close(),
  };
}

/**
 * Conversations of which both ends write, while everything goes wrong that can: connections are cut, answers lost,
 * packets doubled and late; tabs are refreshed; a server is killed, both are rolled one after the other, and
 * PostgreSQL is killed. Then all is quiet, and what each end has is compared with what was typed.
 */
export async function runChatFaults(scenario: Scenario): Promise<FaultReport> {
  const { databaseUrl, database, conversations, each, pauseMs, restartDatabase, say = () => {} } = scenario;
  const random = seededRandom(20_261_128);
  const began = performance.now();
  const chats = await makeChats(database, conversations);
  const servers: ServerProcess[] = [
    await startServerProcess(databaseUrl),
    await startServerProcess(databaseUrl),
  ];
  const alive = () => servers.filter((server) => server.runs()).map(({ port }) => port);
  const proxy = await openRoughProxy(alive, random, { dropAnswers: 0.03, duplicate: 0.03, delayMs: 8 });
  let refreshes = 0;

  const ends = chats.flatMap(({ id, token, cookie }) => [
    { id, ...refreshing((store) => openJongere(proxy.url, token, { store })) },
    { id, ...refreshing((store) => openStaff(proxy.url, cookie, id, { store })) },
  ]);
  try {
    const writing = Promise.all(
      ends.map(async (end, at) => {
        for (let count = 0; count < each; count += 1) {
          const body = `${at} ${count}`;
          end.typed.push(body);
          end.now().say(body);
          await sleep(random() * pauseMs);
        }
      }),
    );
    let written = false;
    const rest = writing.then(() => {
      written = true;
    });
    const nuisance = (async () => {
      while (!written) {
        await sleep(150);
        proxy.cut(0.02);
        const end = ends[Math.floor(random() * ends.length)];
        end?.refresh();
        refreshes += 1;
      }
    })();

    const replace = async (at: number, how: 'kill' | 'stop') => {
      const old = servers[at];
      const ending = old?.[how]();
      servers[at] = await startServerProcess(databaseUrl);
      await ending;
    };
    say('kill -9 a server');
    await replace(0, 'kill');
    say('kill PostgreSQL');
    await restartDatabase();
    say('roll both servers, one after the other');
    await replace(0, 'stop');
    await replace(1, 'stop');
    await rest;
    await nuisance;
    say('all is typed; waiting until all is sent and heard');
    proxy.calm();
    await settled(ends, each * 2);

    const { cuts, dropped, doubled } = proxy.counts();
    const found = await compare(database.sql, ends);
    const seconds = (performance.now() - began) / 1000;
    return { sent: ends.length * each, ...found, cuts, dropped, doubled, refreshes, seconds };
  } finally {
    for (const end of ends) end.close();
    await proxy.close();
    for (const server of servers) if (server.runs()) await server.stop();
  }
}

type End = ReturnType<typeof refreshing> & { id: string };

/** Waits until every end has sent all that it typed and has all that was said. */
async function settled(ends: readonly End[], perConversation: number): Promise<void> {
  const deadline = Date.now() + 90_000;
  const isDone = (end: End) =>
    end.now().entries().length === 0 && (end.now().messages().at(-1)?.seq ?? 0) >= perConversation;
  for (;;) {
    const open = ends.filter((end) => !isDone(end));
    if (open.length === 0) return;
    const [first] = open;
    assert(
      Date.now() < deadline,
      `${open.length} ends are not done; the first has ${first?.now().messages().at(-1)?.seq} of ${perConversation}, and still ${JSON.stringify(first?.now().entries())}`,
    );
    await sleep(50);
  }
}

/** An end that is just connecting again asks once more. */
async function readToBegin(end: End): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (end.now().hasEarlier()) {
    await end
      .now()
      .earlier()
      .catch(async (error: unknown) => {
        if (Date.now() > deadline) throw error;
        await sleep(50);
      });
  }
}

async function compare(
  sql: Sql,
  ends: readonly End[],
): Promise<Pick<FaultReport, 'lost' | 'double' | 'outOfOrder'>> {
  const result = { lost: 0, double: 0, outOfOrder: 0 };
  const rows = await sql<{ id: string; seq: number; body: string }[]>`
    select conversation_id as id, seq, body from chat_messages order by conversation_id, seq`;
  const kept = Map.groupBy(rows, ({ id }) => id);
  for (const [, said] of kept) {
    if (said.some(({ seq }, at) => seq !== at + 1)) result.outOfOrder += 1;
  }
  for (const end of ends) {
    const said = kept.get(end.id) ?? [];
    await readToBegin(end);
    const heard = end
      .now()
      .messages()
      .flatMap((message) => (message.kind === 'text' ? [message] : []));
    const bodies = said.map(({ body }) => body);
    for (const body of end.typed) {
      const times = bodies.filter((one) => one === body).length;
      if (times === 0) result.lost += 1;
      if (times > 1) result.double += times - 1;
    }
    const own = bodies.filter((body) => end.typed.includes(body));
    if (own.join('\n') !== end.typed.join('\n')) result.outOfOrder += 1;
    if (heard.length < said.length) result.lost += said.length - heard.length;
    if (heard.length > said.length) result.double += heard.length - said.length;
    if (heard.some(({ seq, body }, at) => seq !== said[at]?.seq || body !== said[at]?.body))
      result.outOfOrder += 1;
  }
  return result;
}
