import type { APIRoute } from 'astro';
import { wrongRowsFile } from '../../../../../people/import/importFiles.ts';

export const GET: APIRoute = wrongRowsFile;
