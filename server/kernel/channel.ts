import { randomUUID } from 'node:crypto';
import type { Sql } from 'postgres';
import { z } from 'zod';

/** A channel of PostgreSQL's LISTEN/NOTIFY between the processes of one database. */
export interface Channel<Message> {
  /** Tells the other processes. PostgreSQL takes 8000 bytes at most. Never inside a transaction. */
  tell(message: Message): void;
  close(): Promise<void>;
}

interface ChannelParts<Message> {
  name: string;
  /** The object that is told; whatever else comes in is ignored. */
  schema: z.ZodType<Message>;
  /** What another process told. */
  hear(message: Message): void;
  /** The connection is new: whatever was told while it was gone went unheard. */
  missed(): void;
  onError(error: unknown): void;
}

function parse(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch {
    return null;
  }
}

const envelope = z.object({ from: z.string() });

/** Starts listening; resolves when other processes are heard. */
export async function openChannel<Message extends object>(
  sql: Sql,
  { name, schema, hear, missed, onError }: ChannelParts<Message>,
): Promise<Channel<Message>> {
  const self = randomUUID();
  const listen = (payload: string) => {
    const content = parse(payload);
    if (envelope.safeParse(content).data?.from === self) return;
    const message = schema.safeParse(content);
    if (message.success) hear(message.data);
  };
  const listening = await sql.listen(name, listen, missed);
  return {
    tell(message) {
      sql.notify(name, JSON.stringify({ from: self, ...message })).catch(onError);
    },
    close: () => listening.unlisten(),
  };
}
