import { Worker } from 'node:worker_threads';

/**
 * Where a worker's script is: the TypeScript source when the program runs from source, the built file of the same
 * name when it runs from `out/main` (each worker is an entry of its own in `electron.vite.config.ts`).
 * @param sourceUrl `import.meta.url` of the module that asks.
 * @param besideSource path from that module to the source, e.g. `./catalog-worker.ts`.
 */
export function workerScript(sourceUrl: string, besideSource: string): URL {
  if (sourceUrl.endsWith('.ts')) return new URL(besideSource, sourceUrl);
  const name = besideSource.replace(/^.*\//, '').replace(/\.ts$/, '.js');
  const root = sourceUrl.slice(0, sourceUrl.lastIndexOf('/out/main/') + '/out/main/'.length);
  return new URL(name, root);
}

type Reply = { readonly id: number } & (
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly problem: string }
);

/** A worker that answers numbered requests, one at a time and in order. Started at the first request. */
export class RequestWorker<Request> {
  readonly #script: URL;
  #worker: Worker | undefined;
  #nextId = 1;
  readonly #waiting = new Map<
    number,
    { resolve: (value: unknown) => void; reject: (error: Error) => void }
  >();

  constructor(script: URL) {
    this.#script = script;
  }

  /** Resolves to the worker's answer; rejects with its problem, or when the worker dies. */
  ask(request: Request): Promise<unknown> {
    const worker = this.#started();
    const id = this.#nextId++;
    // While an answer is awaited the thread keeps the program alive; idle it does not.
    worker.ref();
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      worker.postMessage({ id, request });
    });
  }

  async stop(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    await worker?.terminate();
    this.#failAll('the worker was stopped');
  }

  #started(): Worker {
    if (this.#worker !== undefined) return this.#worker;
    const worker = new Worker(this.#script);
    worker.unref();
    worker.on('message', (reply: Reply) => {
      const waiting = this.#waiting.get(reply.id);
      this.#waiting.delete(reply.id);
      if (this.#waiting.size === 0) worker.unref();
      if (reply.ok) waiting?.resolve(reply.value);
      else waiting?.reject(new Error(reply.problem));
    });
    worker.on('error', (error) => {
      if (this.#worker === worker) this.#worker = undefined;
      this.#failAll(error instanceof Error ? error.message : String(error));
    });
    this.#worker = worker;
    return worker;
  }

  #failAll(problem: string): void {
    for (const waiting of this.#waiting.values()) waiting.reject(new Error(problem));
    this.#waiting.clear();
  }
}
