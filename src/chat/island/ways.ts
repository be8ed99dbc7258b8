// The chat in a panel over a page, and on its own page: one part of the build, which is lighter than a part for each.
export { showPanel } from '../chat-panel.ts';
export { takePage } from './takePage.ts';
