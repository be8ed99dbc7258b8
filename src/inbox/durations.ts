const second = 1000;
const pad = (value: number) => String(value).padStart(2, '0');

/** How long something lasts, counting: `0:34`, `12:05`, `1:02:10`. A clock that is behind gives `0:00`. */
export function counting(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / second));
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const rest = pad(seconds % 60);
  return hours > 0 ? `${hours}:${pad(minutes % 60)}:${rest}` : `${minutes}:${rest}`;
}
