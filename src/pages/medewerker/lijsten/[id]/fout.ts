import type { APIRoute } from 'astro';
import { wrongRowsFile } from '../../../../lists/files.ts';

export const GET: APIRoute = wrongRowsFile;
