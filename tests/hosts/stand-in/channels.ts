import { z } from 'zod';
import type { ChannelMap } from '../../../src-main/contract/channel-map.ts';

/** Channels for tests of the hosts themselves, which know nothing of tills. */
export const standInChannels = {
  'echo:say': { input: z.strictObject({ text: z.string().max(10_000) }), windows: ['cashier'] },
  'echo:fail': { input: z.strictObject({}), windows: ['cashier'] },
  'echo:hold-on': { input: z.strictObject({}), windows: ['cashier'] },
  'echo:look': { input: z.strictObject({}), windows: ['cashier', 'customer'] },
} as const satisfies ChannelMap;
