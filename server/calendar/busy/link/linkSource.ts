import { z } from 'zod';
import type { Picker } from '#server/calendar/busy/pick/picker.ts';
import type { Reach } from '#server/outgoing/reach.ts';
import type { BusySource } from '../source.ts';
import { type Copy, fetchLink } from './fetchLink.ts';

const copySchema = z.object({ etag: z.string().nullable(), lastModified: z.string().nullable() });

/** The calendar behind a link (ICS), as Outlook, Google and Nextcloud give one out. Its secret is the link itself. */
export function createLinkSource(reach: Reach, picker: Pick<Picker, 'pick'>): BusySource {
  return {
    async readBusy(link, { mark, signal, ...question }) {
      const fetched = await fetchLink(reach, link, { copy: mark === null ? null : copyOf(mark), signal });
      if (!fetched.ok || fetched.unchanged) return fetched;
      const { text, copy } = fetched;
      const result = await picker.pick([text], question);
      if (!result.ok) return result;
      const isMarked = copy.etag !== null || copy.lastModified !== null;
      return { ok: true, unchanged: false, mark: isMarked ? JSON.stringify(copy) : null, ...result.picked };
    },
  };
}

function copyOf(mark: string): Copy | null {
  const copy = copySchema.safeParse(JSON.parse(mark));
  return copy.success ? copy.data : null;
}
