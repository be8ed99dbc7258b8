/** The zone of the times in a feed: there it reads better than UTC, which some programs show as it stands. */
export const zone = 'Europe/Amsterdam';

/**
 * The zone by its rules (RFC 5545 3.6.5), for the years that an agenda has: what changed before 1970 is left out. Programs that are
 * given dates instead of rules guess another zone.
 */
export const zoneText = `BEGIN:VTIMEZONE
TZID:${zone}
BEGIN:DAYLIGHT
DTSTART:19700329T020000
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19701025T030000
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE`.replaceAll('\n', '\r\n');

/** An instant (epoch ms) on the clock of the zone. */
export const inZone = (at: number): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);

/** Whether a time on the clock says which instant it is: in the hour that comes twice in autumn programs do not agree. */
export const isPlain = (at: Temporal.ZonedDateTime): boolean => at.hour !== 2 || !comesTwice(at);

function comesTwice(at: Temporal.ZonedDateTime): boolean {
  const [first, second] = (['earlier', 'later'] as const).map((disambiguation) =>
    at.toPlainDateTime().toZonedDateTime(zone, { disambiguation }),
  );
  return first?.epochMilliseconds !== second?.epochMilliseconds;
}
