import * as shapes from '#ui/shapes.ts';

/** A shape for each kind of thing in an agenda, so that none is told by its colour. Words stand beside it. */
export const marks = {
  'op-locatie': shapes.place,
  telefoon: shapes.telephone,
  video: shapes.video,
  huisbezoek: shapes.home,
  wandelen: shapes.walk,
  hold: shapes.hourglass,
  free: shapes.plus,
  absence: shapes.leave,
  closed: shapes.lock,
  done: shapes.check,
  'stayed-away': shapes.close,
} as const;
