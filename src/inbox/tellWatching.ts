import type { StaffSocket } from './connection.ts';

/** Lets the server know while the inbox is in view, so that no device calls for what is seen there. Answers how to stop. */
export function tellWatching(socket: Pick<StaffSocket, 'connected' | 'emit' | 'on' | 'off'>): () => void {
  const tell = () => {
    if (socket.connected) socket.emit('watching', { watching: document.visibilityState === 'visible' });
  };
  socket.on('connect', tell);
  document.addEventListener('visibilitychange', tell);
  tell();
  return () => {
    socket.off('connect', tell);
    document.removeEventListener('visibilitychange', tell);
    if (socket.connected) socket.emit('watching', { watching: false });
  };
}
