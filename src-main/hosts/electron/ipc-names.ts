/**
 * The three things that pass between a window's preload script and the main process. Everything is JSON in a string,
 * as on the Chromium host, so that both hosts bound and read it in the same way.
 */
export const ipcNames = {
  /** Window to main: (channel, input as JSON); answers an `Answer` as JSON. */
  call: 'daybook:call',
  /** Window to main, once for each page: tell me the newest of every kept topic. */
  opened: 'daybook:opened',
  /** Main to window: (topic, message as JSON). */
  published: 'daybook:published',
} as const;

/** The argument by which the main process tells a preload script what kind of window it is in. */
export const windowArgument = '--daybook-window=';
