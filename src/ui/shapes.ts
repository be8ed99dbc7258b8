// Drawings of lines, 20 by 20, each drawn once. What one means stands beside it in words, at least for a screen reader.
// Constants, so that a script brings only those that it draws.

export const today = 'M3 4h14v13H3ZM3 8h14M7 2v3M13 2v3M10 12.5h.01';
export const agenda = 'M3 4h14v13H3ZM3 8h14M7 2v3M13 2v3M8 8v9M12.5 8v9M3 12.5h14';
export const month =
  'M3 4h14v13H3ZM3 8h14M7 2v3M13 2v3M7 11.5h.01M10 11.5h.01M13 11.5h.01M7 14h.01M10 14h.01';
export const calendar = 'M3 4h14v13H3ZM3 8h14M7 2v3M13 2v3';
export const chat = 'M3 4h14v10H9l-4 3v-3H3Z';
export const search = 'M9 15A6 6 0 1 0 9 3a6 6 0 0 0 0 12ZM13.5 13.5 17 17';
export const figures = 'M4 17V10M10 17V3M16 17V7';
export const hours = 'M10 5v5l3.5 2M17.5 10a7.5 7.5 0 1 1-15 0 7.5 7.5 0 0 1 15 0Z';
export const plus = 'M10 4v12M4 10h12';
export const minus = 'M4 10h12';
export const more = 'M4 10h.01M10 10h.01M16 10h.01';
export const close = 'M5 5l10 10M15 5 5 15';
export const check = 'M4 10.5 8 14.5 16 6';
export const previous = 'M12.5 4 6.5 10l6 6';
export const next = 'M7.5 4l6 6-6 6';
export const down = 'M4 7.5l6 6 6-6';
export const arrowBack = 'M16 10H4m5-5-5 5 5 5';
export const arrowDown = 'M10 3v13m-5.5-5.5L10 16l5.5-5.5';
export const send = 'M10 17V4m-5.5 5.5L10 3.5l5.5 6';
export const move = 'M4 7h12l-3-3M16 13H4l3 3';
export const handOver = 'M8 9a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM2.5 16.5c0-3 2.5-5 5.5-5M12 13h6M15.5 10l3 3-3 3';
export const note = 'M4 3h12v9l-4 5H4ZM12 17v-5h4M7 7h6M7 10h3';
export const telephone = 'M6.5 2.5 3.5 5c0 7 4.5 11.5 11.5 11.5l2.5-3-4-2.5-2 1.5c-2-1-3-2-4-4L9 6.5Z';
export const video = 'M2.5 5.5h10v9h-10ZM12.5 9l5-2.5v7l-5-2.5';
export const place = 'M10 18s6-5.2 6-10A6 6 0 0 0 4 8c0 4.8 6 10 6 10ZM10 8v.1';
export const home = 'M3 9.5 10 3.5l7 6M5 8v9h10V8M8.5 17v-5h3v5';
export const walk =
  'M11 5a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3ZM10.5 7 8 12l3 2 .5 4M8 12l-2.5 6M10.5 7l2 3 3 1M10.5 7 7 8.5 6 11';
export const mail = 'M2.5 4.5h15v11h-15ZM2.5 5l7.5 6 7.5-6';
export const undo = 'M7 4 3 8l4 4M3 8h9a5 5 0 0 1 0 10h-3';
export const lock = 'M4.5 9h11v8h-11ZM7 9V6.5a3 3 0 0 1 6 0V9';
export const bell = 'M5 14V9a5 5 0 0 1 10 0v5l1.5 1.5h-13ZM8.5 18h3';
export const fold = 'M3 4h14v12H3ZM8 4v12';
export const leave = 'M8 3H4v14h4M12 6l4 4-4 4M7 10h9';
export const settings =
  'M10 12.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5ZM10 2.5v2M10 15.5v2M2.5 10h2M15.5 10h2M4.7 4.7l1.4 1.4M13.9 13.9l1.4 1.4M4.7 15.3l1.4-1.4M13.9 6.1l1.4-1.4';
export const person =
  'M10 10a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM3.5 17.5c0-3.5 3-5.5 6.5-5.5s6.5 2 6.5 5.5';
export const team =
  'M7.5 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM2 16.5c0-3 2.5-4.5 5.5-4.5s5.5 1.5 5.5 4.5M13 4a3 3 0 0 1 0 5.5M15 12.3c2 .6 3 2 3 4.2';
export const list = 'M7 5h10M7 10h10M7 15h10M3.5 5h.01M3.5 10h.01M3.5 15h.01';
export const alert = 'M10 3 18 17H2ZM10 8v4M10 14.5v.01';
export const filter = 'M3 4h14l-5.5 6.5V16l-3 1.5v-7Z';
export const hourglass =
  'M5 2.5h10M5 17.5h10M6 2.5c0 5 4 5 4 7.5s-4 2.5-4 7.5M14 2.5c0 5-4 5-4 7.5s4 2.5 4 7.5';
const face = 'M17.5 10a7.5 7.5 0 1 1-15 0 7.5 7.5 0 0 1 15 0ZM7.5 8v.1M12.5 8v.1';
export const glad = `${face}M6.5 12c1.5 2.5 5.5 2.5 7 0`;
export const neither = `${face}M7 12.8h6`;
export const sad = `${face}M6.5 14c1.5-2.5 5.5-2.5 7 0`;
