import type { APIRoute } from 'astro';
import { heldFile } from '../../../../held/heldFile.ts';

export const GET: APIRoute = heldFile;
