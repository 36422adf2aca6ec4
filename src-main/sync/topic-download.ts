import { err, ok, type Result } from '../base/result.ts';
import { generationOf, isBetweenPages, type TopicPage } from '../contract/head-office.ts';
import type { TopicSink } from './ports.ts';
import type { Transport, TransportError } from './transport.ts';

/** What one attempt to bring a topic up to date came to. */
export type TopicOutcome =
  | { readonly kind: 'nothing-new' }
  /** Head office still offers what was refused lately. */
  | { readonly kind: 'resting' }
  | { readonly kind: 'applied'; readonly cursor: string; readonly count: number }
  /** This generation was refused whole; what was in use stays. */
  | { readonly kind: 'refused'; readonly generation: number | undefined; readonly problem: string }
  | { readonly kind: 'failed'; readonly error: TransportError };

/** A generation that never ends would keep the till busy for ever. */
const MAX_PAGES = 10_000;

/**
 * Fetches one generation of one topic, page by page, and applies it whole or not at all. Whatever goes wrong between
 * the first page and the last, the generation in use stays in use.
 * @param skipGeneration a generation that was refused before and is not to be fetched again.
 */
export async function downloadTopic(
  transport: Transport,
  sink: TopicSink,
  skipGeneration: number | undefined,
): Promise<TopicOutcome> {
  const held = sink.cursor();
  const answer = await transport.fetchTopic(sink.topic, held);
  if (!answer.ok) return failureOf(answer.error);
  const first = answer.value;
  const generation = generationOf(first.nextCursor);
  const problem = problemOfFirstPage(first, sink.topic, held);
  if (problem !== undefined) return { kind: 'refused', generation, problem };
  if (first.nextCursor === held) return { kind: 'nothing-new' };
  if (generation === skipGeneration) return { kind: 'resting' };
  try {
    return await apply(transport, sink, first);
  } catch (error) {
    // A sink that throws (its disk, a bug) has switched to nothing: what was in use stays in use.
    await abandonQuietly(sink);
    return { kind: 'refused', generation, problem: `could not be applied: ${String(error)}` };
  }
}

async function apply(transport: Transport, sink: TopicSink, first: TopicPage): Promise<TopicOutcome> {
  await sink.begin(first.mode);
  const staged = await stagePages(transport, sink, first);
  if (!staged.ok) {
    await sink.abandon();
    return staged.error;
  }
  const committed = await sink.commit(staged.value);
  if (committed.ok) return { kind: 'applied', cursor: staged.value, count: committed.value.count };
  await sink.abandon();
  return { kind: 'refused', generation: generationOf(staged.value), problem: committed.error.problem };
}

async function abandonQuietly(sink: TopicSink): Promise<void> {
  try {
    await sink.abandon();
  } catch {
    // The refusal carries the first fault, which is the cause; the next `begin` throws away what is left.
  }
}

/** Puts the pages of one generation. @returns the cursor to commit, or what to say instead. */
async function stagePages(
  transport: Transport,
  sink: TopicSink,
  first: TopicPage,
): Promise<Result<string, TopicOutcome>> {
  const generation = generationOf(first.nextCursor);
  let page = first;
  for (let count = 1; count <= MAX_PAGES; count += 1) {
    const put = await sink.put(page.items, page.removed);
    if (!put.ok) return err({ kind: 'refused', generation, problem: put.error.problem });
    if (page.isLast) return ok(page.nextCursor);
    const answer = await transport.fetchTopic(sink.topic, page.nextCursor);
    if (!answer.ok) return err(failureOf(answer.error));
    const problem = problemOfNextPage(answer.value, page);
    if (problem !== undefined) return err({ kind: 'refused', generation, problem });
    page = answer.value;
  }
  return err({ kind: 'refused', generation, problem: `more than ${MAX_PAGES} pages` });
}

function problemOfFirstPage(page: TopicPage, topic: string, held: string | undefined): string | undefined {
  const offered = generationOf(page.nextCursor);
  const heldGeneration = held === undefined ? undefined : generationOf(held);
  if (page.topic !== topic) return `asked for ${topic}, got ${page.topic}`;
  if (page.isLast === isBetweenPages(page.nextCursor)) return 'the cursor does not fit the page';
  if (heldGeneration !== undefined && offered < heldGeneration) {
    return `generation ${offered} is older than ${heldGeneration}, which is in use`;
  }
  const isEmpty = page.items.length === 0 && page.removed.length === 0;
  if (offered === heldGeneration && !(isEmpty && page.isLast)) {
    return `generation ${offered} is in use and cannot change`;
  }
  if (offered !== heldGeneration && page.mode === 'delta' && offered !== (heldGeneration ?? 0) + 1) {
    return `generation ${offered} holds changes to one that this till does not have`;
  }
  if (page.mode === 'full' && page.removed.length > 0) return 'a full generation removes nothing';
  return undefined;
}

function problemOfNextPage(page: TopicPage, before: TopicPage): string | undefined {
  if (page.topic !== before.topic || page.mode !== before.mode) return 'the pages are not of one generation';
  if (generationOf(page.nextCursor) !== generationOf(before.nextCursor))
    return 'the generation changed between pages';
  if (page.nextCursor === before.nextCursor) return 'the cursor does not move';
  if (page.isLast === isBetweenPages(page.nextCursor)) return 'the cursor does not fit the page';
  if (page.mode === 'full' && page.removed.length > 0) return 'a full generation removes nothing';
  return undefined;
}

/** A cursor that head office does not know is a matter of this topic alone; all else is one of transport. */
function failureOf(error: TransportError): TopicOutcome {
  if (error.kind === 'refused' && (error.code === 'unknown-cursor' || error.code === 'not-found')) {
    return { kind: 'refused', generation: undefined, problem: `head office says ${error.code}` };
  }
  return { kind: 'failed', error };
}
