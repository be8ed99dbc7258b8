/** What of a calendar is looked at: each event and each zone as text of its own, so that one that is broken harms no other. */
export interface Parts {
  events: string[];
  /** By the name of the zone. */
  zones: Map<string, string>;
  /** The name of the calendar, which for Google is the address of whoever owns it. */
  name: string;
  /** Whether the calendar ends where it says so. */
  isWhole: boolean;
}

/** The lines of an event that say when it is and whether it takes time. What it is about is not even parsed. */
const kept = new Set([
  'ATTENDEE',
  'DTEND',
  'DTSTART',
  'DURATION',
  'EXDATE',
  'ORGANIZER',
  'RDATE',
  'RECURRENCE-ID',
  'RRULE',
  'STATUS',
  'TRANSP',
  'UID',
  'X-MICROSOFT-CDO-ALLDAYEVENT',
  'X-MICROSOFT-CDO-BUSYSTATUS',
]);

/** Cuts a calendar (RFC 5545 3.4) into its events and zones. Null for a text that is none. */
export function splitCalendar(text: string): Parts | null {
  const parts: Parts = { events: [], zones: new Map(), name: '', isWhole: false };
  const { events } = parts;
  /** The components that are open, the outermost first. */
  const open: string[] = [];
  let lines: string[] = [];
  let keeps = false;
  let isCalendar = false;
  for (const line of text.split(/\r\n|\r|\n/)) {
    // A line that was folded goes on with a blank (RFC 5545 3.1).
    if (line.startsWith(' ') || line.startsWith('\t')) {
      if (keeps) lines.push(line);
      continue;
    }
    const name = /^[A-Za-z0-9-]+/.exec(line)?.[0].toUpperCase() ?? '';
    const component = open[1];
    keeps = false;
    if (name === 'BEGIN') {
      const begun = line.slice(6).trim().toUpperCase();
      if (open.length === 0 && begun !== 'VCALENDAR') return isCalendar ? parts : null;
      isCalendar = true;
      if (open.length > 1 && begun === 'VEVENT') {
        // The one before never ended: it is broken, and this one need not be.
        events.push('');
        open.length = 1;
      }
      open.push(begun);
      if (open.length === 2) lines = [line];
      else if (component === 'VTIMEZONE') lines.push(line);
    } else if (name === 'END') {
      open.pop();
      if (/^END:\s*VCALENDAR\s*$/i.test(line)) open.length = 0;
      if (component === 'VTIMEZONE' || open.length === 1) lines.push(line);
      if (open.length === 1) close(parts, component, lines);
      if (open.length === 0) parts.isWhole = true;
    } else if (open.length === 0 && line.trim() !== '') {
      return isCalendar ? parts : null;
    } else if (component === 'VTIMEZONE' || (component === 'VEVENT' && open.length === 2 && kept.has(name))) {
      keeps = true;
      lines.push(line);
    } else if (open.length === 1 && name === 'X-WR-CALNAME') {
      parts.name = line.slice(line.indexOf(':') + 1).trim();
    }
  }
  return isCalendar ? parts : null;
}

function close({ events, zones }: Parts, component: string | undefined, lines: readonly string[]): void {
  if (component === 'VEVENT') events.push(lines.join('\r\n'));
  if (component !== 'VTIMEZONE') return;
  const text = lines.join('\r\n');
  const name = /^TZID[^:]*:(.*)$/im.exec(text.replaceAll(/\r\n[ \t]/g, ''))?.[1]?.trim();
  if (name) zones.set(name, text);
}
