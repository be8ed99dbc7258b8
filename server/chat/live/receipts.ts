import type { Services } from '#server/chat/context.ts';
import { saveReceipts } from '../saveReceipts.ts';
import type { Receipt } from '../schema.ts';
import type { Side } from '../types.ts';
import { coalesce } from './coalesce.ts';

const gatherMs = 200;

/** Stores the receipts of one side in batches: unlike a message, a receipt may be a moment late. */
export function createReceipts({ sql, bus, log }: Services, side: Side) {
  let kept = new Map<string, Receipt>();

  const write = async () => {
    const now = kept;
    kept = new Map();
    try {
      const receipts = [...now].map(([conversation, receipt]) => ({ conversation, ...receipt }));
      bus.say({ conversations: await saveReceipts({ sql }, side, receipts) });
    } catch (error) {
      kept = new Map([...now, ...kept]);
      throw error;
    }
  };
  const writing = coalesce(gatherMs, write, (err) =>
    log.warn({ err }, 'could not keep receipts; it is done again'),
  );

  return {
    add(conversation: string, { delivered, seen }: Receipt) {
      const before = kept.get(conversation);
      kept.set(conversation, {
        delivered: Math.max(delivered, before?.delivered ?? 0),
        seen: Math.max(seen, before?.seen ?? 0),
      });
      writing.ask();
    },
    stop: writing.stop,
  };
}
