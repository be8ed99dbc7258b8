import type { APIRoute } from 'astro';
import { rightsFile } from '../../../../rights/rightsFile.ts';

export const GET: APIRoute = rightsFile;
