import { fileOf } from '../../../../figures/fileOf.ts';

export const GET = fileOf('trajecten');
