// Runs an Electron entry on the stand-in: `node run-entry.ts ENTRY ARGUMENTS…`. Tells its parent where the pages are.
import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';

registerHooks({
  resolve(specifier, context, nextResolve) {
    if (specifier !== 'electron') return nextResolve(specifier, context);
    return { url: new URL('./module.ts', import.meta.url).href, shortCircuit: true };
  },
});

// As Electron has it: the program, the entry, what follows.
process.argv.splice(1, 1);
const entry = process.argv[1];
if (entry === undefined) throw new Error('which entry?');

const { fake } = await import('./module.ts');
const { cdpEndpoint, profile } = await fake.world.browser;
process.send?.({ cdpEndpoint, profile });
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => fake.app.quit());

// The real one is ready only after this, too: an entry that waits for it up here waits for ever.
await import(pathToFileURL(entry).href);
await fake.appCodeLoaded();
