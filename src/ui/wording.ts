export { type Wording, wording } from '#server/kernel/wording.ts';
