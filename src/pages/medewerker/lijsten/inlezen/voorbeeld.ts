import type { APIRoute } from 'astro';
import { exampleFile } from '../../../../lists/files.ts';

export const GET: APIRoute = exampleFile;
