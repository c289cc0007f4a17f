/** Icons of the interface, drawn on a 16-px grid with one stroke width. They are decoration: the button says what it does. */
const paths = {
  run: <path d="M5 3.2v9.6L12.6 8z" fill="currentColor" stroke="currentColor" strokeLinejoin="round" />,
  stop: <rect x="4" y="4" width="8" height="8" rx="1" fill="currentColor" stroke="none" />,
  back: <path d="M9.5 3.5 5 8l4.5 4.5" />,
  next: <path d="m6.5 3.5 4.5 4.5-4.5 4.5" />,
  outline: <path d="M2.5 4h11M2.5 8h7.5M2.5 12h9.5" />,
  more: (
    <g fill="currentColor" stroke="none">
      <circle cx="3.5" cy="8" r="1.25" />
      <circle cx="8" cy="8" r="1.25" />
      <circle cx="12.5" cy="8" r="1.25" />
    </g>
  ),
  close: <path d="m4 4 8 8m0-8-8 8" />,
  sun: (
    <>
      <circle cx="8" cy="8" r="2.75" />
      <path d="M8 1.5v1.25M8 13.25v1.25M1.5 8h1.25M13.25 8h1.25M3.4 3.4l.9.9M11.7 11.7l.9.9M3.4 12.6l.9-.9M11.7 4.3l.9-.9" />
    </>
  ),
  moon: <path d="M13.2 9.6A5.6 5.6 0 0 1 6.4 2.8a5.6 5.6 0 1 0 6.8 6.8z" />,
  system: (
    <>
      <circle cx="8" cy="8" r="5.5" />
      <path d="M8 2.5a5.5 5.5 0 0 1 0 11z" fill="currentColor" stroke="none" />
    </>
  ),
  check: <path d="m3.5 8.5 3 3 6-7" />,
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg className="icon" width={size} height={size} viewBox="0 0 16 16" fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" aria-hidden="true">
      {paths[name]}
    </svg>
  );
}
