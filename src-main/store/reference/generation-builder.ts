import type { MessagePort } from 'node:worker_threads';
import { assert, unreachable } from '../../base/assert.ts';
import type { GenerationFile } from './generation-file.ts';

/** What a thread that builds generations is asked, in this order; `abandon` at any time. */
export type BuildRequest<Opening> =
  | {
      readonly kind: 'begin';
      readonly path: string;
      readonly basePath?: string;
      /** What the file needs beside its place. */
      readonly opening: Opening;
    }
  | {
      readonly kind: 'put';
      readonly items: readonly unknown[];
      readonly removed: readonly string[];
      readonly isDelta: boolean;
    }
  | { readonly kind: 'finish' }
  | { readonly kind: 'abandon' };

/** Builds one generation at a time. What goes wrong throws, and leaves nothing of the one that was being built. */
export class GenerationBuilder<Opening> {
  readonly #open: (path: string, basePath: string | undefined, opening: Opening) => GenerationFile;
  #building: GenerationFile | undefined;

  constructor(open: (path: string, basePath: string | undefined, opening: Opening) => GenerationFile) {
    this.#open = open;
  }

  /** Carries a request out; answers the number of items where it was `finish`. */
  answer(request: BuildRequest<Opening>): number | undefined {
    try {
      return this.#carryOut(request);
    } catch (error) {
      this.#abandon();
      throw error;
    }
  }

  #carryOut(request: BuildRequest<Opening>): number | undefined {
    switch (request.kind) {
      case 'begin':
        this.#abandon();
        this.#building = this.#open(request.path, request.basePath, request.opening);
        return undefined;
      case 'put': {
        assert(this.#building !== undefined, 'a generation was begun');
        const put = this.#building.put(request.items, request.removed, request.isDelta);
        if (!put.ok) throw new Error(put.error.problem);
        return undefined;
      }
      case 'finish': {
        assert(this.#building !== undefined, 'a generation was begun');
        const finished = this.#building.finish();
        if (!finished.ok) throw new Error(finished.error.problem);
        this.#building = undefined;
        return finished.value;
      }
      case 'abandon':
        this.#abandon();
        return undefined;
      default:
        return unreachable(request);
    }
  }

  #abandon(): void {
    const building = this.#building;
    this.#building = undefined;
    building?.abandon();
  }
}

/** Answers numbered requests on a worker's port, one at a time; what throws is answered with its message. */
export function serveRequests<Request>(
  port: Pick<MessagePort, 'on' | 'postMessage'>,
  answer: (request: Request) => unknown,
): void {
  port.on('message', ({ id, request }: { readonly id: number; readonly request: Request }) => {
    try {
      port.postMessage({ id, ok: true, value: answer(request) });
    } catch (error) {
      port.postMessage({ id, ok: false, problem: error instanceof Error ? error.message : String(error) });
    }
  });
}
