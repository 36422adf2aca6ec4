/**
 * From key to key at a hand's pace, for tests that press keys: slower than any scanner in keyboard mode, so that nothing
 * typed is taken for a scan (peripherals.md 1.3), and otherwise as quick as may be. Playwright holds each key so long.
 */
export const HAND_MS = 60;
