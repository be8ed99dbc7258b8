import { staffArea } from '#server/access/areas.ts';
import { withQuery } from '../../agenda/paths.ts';

/** Where somebody leaves for the provider of single sign-on. `back` is the page that they asked for. */
export const ssoPath = (back?: string) => withQuery(staffArea.singleSignOn, { back });
