/** An iCalendar file of events, each given by its lines. Line ends are as RFC 5545 wants them. */
export function calendarText(events: readonly (readonly string[])[], zones: readonly string[] = []): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Voorbeeld//Agenda//NL',
    ...zones.flatMap((zone) => zone.trim().split('\n')),
    ...events.flatMap((event, index) => [
      'BEGIN:VEVENT',
      ...(event.some((line) => line.startsWith('UID')) ? [] : [`UID:${index}@agenda.example`]),
      'DTSTAMP:20261101T000000Z',
      ...event,
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ];
  return `${lines.join('\r\n')}\r\n`;
}
