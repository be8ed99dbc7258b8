import type { texts } from '../content/texts.ts';

/** Where somebody is asked to come, as the desk typed it: of a number alone it is said that it is a room. */
export const sayRoom = (t: ReturnType<typeof texts>, room: string): string =>
  /^\d/.test(room) ? t('line.screen.room', { room }) : room;
