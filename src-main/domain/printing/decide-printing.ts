import { type Decision, refused } from '../decision.ts';
import type { NewEntry } from '../entries.ts';
import { refuse } from '../refusals.ts';
import type { PrintJob, TillState } from '../state.ts';

/** Asks for another copy of the last sale's receipt, marked as such. */
export function decideReprint(
  state: TillState,
  sale: { readonly saleId: string; readonly receiptNumber: string } | undefined,
  nextId: () => string,
): Decision {
  if (sale === undefined) return refused(refuse('print-job-not-found'));
  const queued = state.printJobs.filter((job) => job.saleId === sale.saleId);
  if (queued.some((job) => job.status === 'question')) {
    return refused(refuse('print-interrupted', { receipt: sale.receiptNumber }));
  }
  // What waits will be printed by itself; asking again must not make two of it.
  if (queued.length > 0) return { entries: [] };
  return { entries: [requested(nextId(), sale, 'reprint')] };
}

/** What a person says of a receipt that may be half on paper. */
export function decideResolvePrint(
  state: TillState,
  ask: { readonly jobId: string; readonly choice: 'reprint' | 'skip' },
  nextId: () => string,
): Decision {
  const job = state.printJobs.find((each) => each.jobId === ask.jobId && each.status === 'question');
  if (job === undefined) return refused(refuse('print-job-not-found'));
  const entries: NewEntry[] = [{ kind: 'print.resolved', payload: { jobId: ask.jobId, choice: ask.choice } }];
  if (ask.choice === 'reprint') entries.push(requested(nextId(), job, 'reprint'));
  return { entries };
}

/** The printer's news of a job, from the spool. News of a job that is not in that state any more changes nothing. */
export function decidePrintNews(
  state: TillState,
  news: { readonly jobId: string } & (
    | { readonly what: 'started' }
    | { readonly what: 'finished' }
    | { readonly what: 'interrupted'; readonly reason: string }
  ),
): Decision {
  const job = state.printJobs.find((each) => each.jobId === news.jobId);
  const { jobId } = news;
  if (news.what === 'started') {
    return job?.status === 'waiting'
      ? { entries: [{ kind: 'print.started', payload: { jobId } }] }
      : { entries: [] };
  }
  if (job?.status !== 'started') return { entries: [] };
  if (news.what === 'finished') return { entries: [{ kind: 'print.finished', payload: { jobId } }] };
  const { reason } = news;
  return {
    entries: [{ kind: 'print.interrupted', payload: { jobId, reason } }],
    refusal: refuse('print-interrupted', { receipt: job.receiptNumber }),
    cue: 'attention',
  };
}

function requested(
  jobId: string,
  sale: { readonly saleId: string; readonly receiptNumber: string },
  copy: PrintJob['copy'],
): NewEntry {
  return {
    kind: 'print.requested',
    payload: { jobId, saleId: sale.saleId, receiptNumber: sale.receiptNumber, copy },
  };
}

/** The spool after an entry: jobs leave it when they are on paper or a person let them go. */
export function evolvePrintJobs(jobs: readonly PrintJob[], entry: NewEntry): readonly PrintJob[] {
  switch (entry.kind) {
    case 'print.requested':
      return [...jobs, { ...entry.payload, status: 'waiting' }];
    case 'print.started':
      return withStatus(jobs, entry.payload.jobId, 'started');
    case 'print.interrupted':
      return withStatus(jobs, entry.payload.jobId, 'question');
    case 'print.finished':
    case 'print.resolved':
      return jobs.filter((job) => job.jobId !== entry.payload.jobId);
    default:
      return jobs;
  }
}

function withStatus(
  jobs: readonly PrintJob[],
  jobId: string,
  status: PrintJob['status'],
): readonly PrintJob[] {
  return jobs.map((job) => (job.jobId === jobId ? { ...job, status } : job));
}
