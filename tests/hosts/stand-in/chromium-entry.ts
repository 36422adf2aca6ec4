import { runChromiumHost } from '../../../src-main/hosts/chromium/run-chromium.ts';
import { standInChannels } from './channels.ts';
import { StandInTill } from './till.ts';

/** The Chromium entry of the tests: the real one's code with the tests' till. */
await runChromiumHost({
  startTill: StandInTill.startFor,
  channels: standInChannels,
  argv: process.argv.slice(2),
  env: process.env,
  tell: (line) => process.stdout.write(line),
});
