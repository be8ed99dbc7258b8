import type { Settings } from './schema.ts';

/**
 * Whether the public pages are open. In the Doorstart of a gemeente they wait for the privacy statement, which says who answers
 * for what people fill in (AVG art. 13); a demo, in which all is made up, is always open.
 */
export const isOpen = ({ privacy }: Pick<Settings, 'privacy'>, { demo }: { demo: boolean }): boolean =>
  demo || privacy !== null;
