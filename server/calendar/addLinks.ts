import type { Appointment } from '#server/booking/types.ts';
import { placeOf, titleOf } from './entry.ts';

/** Addresses that open a new entry in a calendar on the web, filled in. */
export interface AddLinks {
  google: string;
  outlook: string;
}

/**
 * Adds an afspraak to Google Agenda or Outlook.com, for who cannot open a file: title, times and place as in the file. The private
 * link is left out, since this goes to somebody else's server, which may keep it, and it would open the afspraak (decision 0068).
 */
export function addLinks(appointment: Appointment): AddLinks {
  const { start, end, language, token } = appointment;
  const owner = { kind: 'jongere', language, token } as const;
  const [title, place] = [titleOf(appointment, owner), placeOf(appointment, owner)];
  const [from, until] = [start, end].map((at) => `${new Date(at).toISOString().slice(0, 19)}Z`);
  const google = new URL('https://calendar.google.com/calendar/render');
  google.search = String(
    new URLSearchParams({
      action: 'TEMPLATE',
      text: title,
      dates: `${from}/${until}`.replaceAll(/[:-]/g, ''),
      location: place,
    }),
  );
  const outlook = new URL('https://outlook.live.com/calendar/0/deeplink/compose');
  outlook.search = String(
    new URLSearchParams({
      path: '/calendar/action/compose',
      rru: 'addevent',
      subject: title,
      startdt: from ?? '',
      enddt: until ?? '',
      location: place,
    }),
  );
  return { google: google.href, outlook: outlook.href };
}
