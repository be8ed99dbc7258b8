import type { Modality } from './schema.ts';
import type { TopicTiming, TravelMinutes } from './types.ts';

/**
 * What is kept free before and after, in minutes: the buffers of the topic, or the travel where that takes longer. Not both
 * together: a buffer is time in which nothing is booked, and who is on the way has it already.
 */
export function buffersOf(
  {
    bufferBeforeMinutes,
    bufferAfterMinutes,
  }: Pick<TopicTiming, 'bufferBeforeMinutes' | 'bufferAfterMinutes'>,
  travel: TravelMinutes,
  modality: Modality,
): { before: number; after: number } {
  const minutes = travel[modality] ?? 0;
  return { before: Math.max(bufferBeforeMinutes, minutes), after: Math.max(bufferAfterMinutes, minutes) };
}
