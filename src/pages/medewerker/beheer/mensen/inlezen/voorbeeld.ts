import type { APIRoute } from 'astro';
import { exampleFile } from '../../../../../people/import/importFiles.ts';

export const GET: APIRoute = exampleFile;
