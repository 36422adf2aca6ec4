#!/usr/bin/env node
import { refuseOldNode } from '../hosts/host-options.ts';

// The database's native part crashes an older Node without a word: say so before anything loads it.
try {
  refuseOldNode(process.versions.node);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
const { runCommandLine } = await import('./command-line.ts');
await runCommandLine(process.argv);
