/** Drawings of lines, 20 by 20. */
const shapes = {
  close: 'm4 4 12 12M16 4 4 16',
  more: 'M3.5 10v.1M10 10v.1M16.5 10v.1',
  down: 'M10 3v13m-5.5-5.5L10 16l5.5-5.5',
  send: 'M10 17V4m-5.5 5.5L10 3.5l5.5 6',
  danger: 'M10 3 18 17H2ZM10 8.5v4M10 14.8v.1',
  note: 'M5 9h10v8H5ZM7 9V6.5a3 3 0 0 1 6 0V9',
  glad: 'M17.5 10a7.5 7.5 0 1 1-15 0 7.5 7.5 0 0 1 15 0ZM7.5 8v.1M12.5 8v.1M6.5 12c1.5 2.5 5.5 2.5 7 0',
  neither: 'M17.5 10a7.5 7.5 0 1 1-15 0 7.5 7.5 0 0 1 15 0ZM7.5 8v.1M12.5 8v.1M7 12.8h6',
  sad: 'M17.5 10a7.5 7.5 0 1 1-15 0 7.5 7.5 0 0 1 15 0ZM7.5 8v.1M12.5 8v.1M6.5 14c1.5-2.5 5.5-2.5 7 0',
  back: 'M16 10H4m5-5-5 5 5 5',
  calendar: 'M3.5 5h13v12h-13ZM3.5 9h13M7 2.5V6M13 2.5V6',
};

/** A drawing beside words, or in a button that has a label. */
export function Icon(props: { of: keyof typeof shapes }) {
  return (
    <svg
      class="icon"
      classList={{ 'icon--dots': props.of === 'more' }}
      width="18"
      height="18"
      viewBox="0 0 20 20"
      aria-hidden="true"
      fill="none"
      stroke="currentColor"
      stroke-width="2"
      stroke-linecap="round"
      stroke-linejoin="round"
    >
      <path d={shapes[props.of]} />
    </svg>
  );
}
