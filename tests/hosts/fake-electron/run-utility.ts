// Runs a module as Electron's utility process does: `node run-utility.ts MODULE ARGUMENTS…`. It sees `process.parentPort`
// and nothing of Node's own IPC. What the real one does when its parent dies is not documented, so here nothing happens.
import { EventEmitter } from 'node:events';
import { pathToFileURL } from 'node:url';

const send = process.send?.bind(process);
if (send === undefined) throw new Error('no parent');

/** Stands in for `process.parentPort`. */
class FakeParentPort extends EventEmitter {
  #queued: unknown[] = [];

  constructor() {
    super();
    this.on('newListener', (event) => {
      if (event === 'message') queueMicrotask(() => this.#flush());
    });
  }

  postMessage(message: unknown): void {
    send?.(structuredClone(message), undefined, undefined, () => {});
  }

  /** Messages wait until somebody listens. */
  take(data: unknown): void {
    this.#queued.push(data);
    if (this.listenerCount('message') > 0) this.#flush();
  }

  #flush(): void {
    for (const data of this.#queued.splice(0)) this.emit('message', { data, ports: [] });
  }
}

const parentPort = new FakeParentPort();
process.on('message', (message) => parentPort.take((message as { readonly cloned: unknown }).cloned));
Object.assign(process, { parentPort, send: undefined });

// As Electron has it: the program, the module, what follows.
process.argv.splice(1, 1);
const modulePath = process.argv[1];
if (modulePath === undefined) throw new Error('which module?');
await import(pathToFileURL(modulePath).href);
