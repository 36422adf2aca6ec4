import { request as httpRequest } from 'node:http';
import { onTestFinished } from 'vitest';
import type { Answer } from '../../../src-main/contract/bridge.ts';
import { topics } from '../../../src-main/contract/bridge.ts';
import type { BridgeServer, BridgeServerOptions } from '../../../src-main/hosts/chromium/bridge-server.ts';
import { startBridgeServer } from '../../../src-main/hosts/chromium/bridge-server.ts';
import { RecordedLog } from '../recorded-log.ts';
import { standInChannels } from '../stand-in/channels.ts';
import { writeRenderer } from '../stand-in/renderer-folder.ts';
import { tempFolder } from '../temp-folder.ts';

/** A server whose calls end in the test. */
export interface Served {
  readonly server: BridgeServer;
  readonly log: RecordedLog;
  /** What reached the core. */
  readonly calls: { readonly from: string; readonly channel: string; readonly input: unknown }[];
  /** Answers the calls on `echo:hold-on`. */
  readonly release: (answer: Answer) => void;
}

/** Starts a server that is closed when the test has ended. */
export async function serve(options: Partial<BridgeServerOptions> = {}): Promise<Served> {
  const log = new RecordedLog();
  const server = await startBridgeServer({
    channels: standInChannels,
    topics,
    rendererFolder: writeRenderer(tempFolder('windows'), ''),
    log,
    ...options,
  });
  onTestFinished(() => server.close());
  const calls: Served['calls'][number][] = [];
  const held = Promise.withResolvers<Answer>();
  server.onCall(async (from, channel, input) => {
    calls.push({ from, channel, input });
    if (channel === 'echo:fail') throw new Error('a bug with details');
    if (channel === 'echo:hold-on') return held.promise;
    return { ok: true, value: input };
  });
  return { server, log, calls, release: held.resolve };
}

/** One plain HTTP request; headers are sent exactly as given. */
export function get(
  origin: string,
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
): Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: string }> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(origin + path, { method, headers, agent: false }, (response) => {
      let body = '';
      response.on('data', (chunk) => {
        body += String(chunk);
      });
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
      );
    });
    request.on('error', reject);
    request.end();
  });
}
