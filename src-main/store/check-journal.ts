import type { CheckReport, CheckRequest } from './journal-check-worker.ts';
import { RequestWorker, workerScript } from './worker-thread.ts';

/** Walks a whole journal and checks its file, in a thread of its own, beside whoever is writing it. */
export async function checkJournal(path: string): Promise<CheckReport> {
  const worker = new RequestWorker<CheckRequest>(workerScript(import.meta.url, './journal-check-worker.ts'));
  try {
    return (await worker.ask({ path })) as CheckReport;
  } finally {
    await worker.stop();
  }
}
