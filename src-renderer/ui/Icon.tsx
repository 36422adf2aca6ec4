import type { ReactNode } from 'react';

export type IconName =
  | 'backspace'
  | 'card'
  | 'cash'
  | 'check'
  | 'check-plain'
  | 'chevron'
  | 'clock'
  | 'cloud'
  | 'cloud-off'
  | 'drawer'
  | 'drawer-open'
  | 'key'
  | 'language'
  | 'list'
  | 'lock'
  | 'message'
  | 'minus'
  | 'moon'
  | 'octagon'
  | 'pause'
  | 'person'
  | 'phone'
  | 'points'
  | 'pole'
  | 'plus'
  | 'printer'
  | 'receipt'
  | 'return'
  | 'scale'
  | 'scan'
  | 'search'
  | 'storage'
  | 'sun'
  | 'tag'
  | 'terminal'
  | 'trash'
  | 'triangle'
  | 'voucher';

/** Shapes on a 24 grid, 1.8 stroke, round ends, in the colour of the text beside them. */
const SHAPES: Readonly<Record<IconName, ReactNode>> = {
  backspace: <path d="M9 5h11a1 1 0 0 1 1 1v12a1 1 0 0 1-1 1H9l-6-7zM12 9.5l5 5M17 9.5l-5 5" />,
  card: <path d="M3 5.5h18v13H3zM3 10h18M6.5 15h4" />,
  cash: <path d="M3 6.5h18v11H3zM12 9.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5M6 12h.01M18 12h.01" />,
  check: <path d="M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18M8 12.3l2.8 2.8L16 9.5" />,
  'check-plain': <path d="M5 12.5l4.5 4.5L19 7" />,
  chevron: <path d="M6 9.5l6 6 6-6" />,
  clock: <path d="M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18M12 7.5V12l3 2" />,
  cloud: <path d="M7 18.5a4.2 4.2 0 0 1-.5-8.4 5.8 5.8 0 0 1 11.2 1.2 3.6 3.6 0 0 1-.5 7.2z" />,
  'cloud-off': (
    <path d="M4 4l16 16M8.6 6.6a5.8 5.8 0 0 1 9.1 4.7 3.6 3.6 0 0 1 2.3 5.5M17 18.5H7a4.2 4.2 0 0 1-.5-8.4" />
  ),
  pole: <path d="M3 5h18v7H3zM12 12v8M8 20h8M6 8.5h.01M9 8.5h.01M12 8.5h.01M15 8.5h3" />,
  scale: <path d="M4 9h16l-1.5 10h-13zM6 9l2-4h8l2 4M12 12.5l2.5-1.5M9 15.5a3.5 3.5 0 0 1 6 0" />,
  terminal: (
    <path d="M7 3h10v18H7zM10 6.5h4M10 11h.01M12 11h.01M14 11h.01M10 14h.01M12 14h.01M14 14h.01M10 17h4" />
  ),
  drawer: <path d="M4 5h16v6H4zM4 11l-1 8h18l-1-8M10 15h4" />,
  'drawer-open': <path d="M5 4h14v5H5zM5 9l-2 6v5h18v-5l-2-6M3 15h18M10 17.5h4" />,
  key: <path d="M15 3.5a5.5 5.5 0 1 1-4.6 8.5L4 18.5V21h3v-2h2v-2h2l1.8-1.8M16.5 8h.01" />,
  language: (
    <path d="M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18M3.5 9h17M3.5 15h17M12 3c-5 5-5 13 0 18M12 3c5 5 5 13 0 18" />
  ),
  list: <path d="M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01" />,
  lock: <path d="M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3" />,
  message: <path d="M4 5h16v11H10l-4 4v-4H4z" />,
  minus: <path d="M5 12h14" />,
  moon: <path d="M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z" />,
  octagon: <path d="M8.3 3h7.4L21 8.3v7.4L15.7 21H8.3L3 15.7V8.3zM9 9l6 6M15 9l-6 6" />,
  pause: <path d="M9 6v12M15 6v12" />,
  person: <path d="M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8M4.5 20c.6-3.6 3.6-5.5 7.5-5.5s6.9 1.9 7.5 5.5" />,
  phone: <path d="M7 2.5h10v19H7zM10.5 18.5h3" />,
  points: <path d="M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18M10 17V7.5h2.5a2.8 2.8 0 0 1 0 5.6H10" />,
  plus: <path d="M5 12h14M12 5v14" />,
  printer: <path d="M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z" />,
  receipt: <path d="M6 3h12v18l-2-1.5-2 1.5-2-1.5-2 1.5-2-1.5L6 21zM9 8h6M9 12h6" />,
  return: <path d="M9 5L4.5 9.5 9 14M5 9.5h9a5 5 0 0 1 0 10h-4" />,
  scan: <path d="M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4M8 9v6M11 9v6M13.5 9v6M16 9v6" />,
  search: <path d="M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13M15.5 15.5L20 20" />,
  storage: (
    <path d="M5 6.5C5 4.6 19 4.6 19 6.5v11c0 1.9-14 1.9-14 0zM5 6.5c0 1.9 14 1.9 14 0M5 12c0 1.9 14 1.9 14 0" />
  ),
  tag: <path d="M4 4h8l8 8-8 8-8-8zM8.5 8.5h.01" />,
  sun: (
    <path d="M12 8a4 4 0 1 1 0 8 4 4 0 0 1 0-8M12 2.5V4M12 20v1.5M2.5 12H4M20 12h1.5M5.3 5.3l1 1M17.7 17.7l1 1M5.3 18.7l1-1M17.7 6.3l1-1" />
  ),
  trash: <path d="M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5" />,
  voucher: <path d="M3 6.5h18v3.5a2 2 0 0 0 0 4v3.5H3V14a2 2 0 0 0 0-4zM14 7.5v1.5M14 11.2v1.6M14 15v1.5" />,
  triangle: <path d="M12 4l9.5 16h-19zM12 10v4.5M12 17.3h.01" />,
};

interface IconProps {
  readonly name: IconName;
  /** Edge in px at 1366; 24 unless told. */
  readonly size?: number;
}

/** An icon beside a word. Hidden from screen readers: the word says it. */
export function Icon({ name, size = 24 }: IconProps) {
  return (
    <svg className="icon" viewBox="0 0 24 24" width={size} height={size} aria-hidden="true" focusable="false">
      {SHAPES[name]}
    </svg>
  );
}
