import type { ChatState } from './createChatState.ts';
import type { RoomState } from './createRoom.ts';

/** Makes a file of the whole conversation, here in the browser. False when not all of it could be had. */
export async function saveText({ say, lang }: ChatState, room: RoomState): Promise<boolean> {
  try {
    // Few save it: what writes it down comes when somebody does.
    const { transcript } = await import('../transcript.ts');
    const text = transcript(say, lang, await room.all());
    const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = `${say('talk.text.file')}.txt`;
    link.click();
    // An iPhone asks first whether to keep it.
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
    return true;
  } catch {
    return false;
  }
}
