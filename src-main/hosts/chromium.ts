import { tillChannels } from '../contract/channels.ts';
import { runChromiumHost } from './chromium/run-chromium.ts';
import { startTill } from './compose-till.ts';

/** The Chromium host's entry: `node out/main/chromium.js --help`. */
await runChromiumHost({
  startTill,
  channels: tillChannels,
  argv: process.argv.slice(2),
  env: process.env,
  tell: (line) => process.stdout.write(line),
});
