import type { APIRoute } from 'astro';
import { securityTxtPath } from '#server/security/securityTxt.ts';

/** Where it stood before RFC 9116. */
export const GET: APIRoute = ({ redirect }) => redirect(securityTxtPath, 301);
