import type { InterruptCause, JobWatch } from './job-watch.ts';
import type { PrinterLine } from './printer-line.ts';
import { troubleOf } from './printer-status.ts';
import type { PrinterProfile } from './profiles.ts';

/** Bytes handed to the link at a time; the report of an interrupted job is as exact as this. */
const chunkBytes = 1_024;

export interface Sent {
  /** How much the operating system has taken for certain. */
  readonly bytesWritten: number;
  readonly cause: InterruptCause | undefined;
}

/** Hands the bytes of one job over, as fast as the printer takes them, until all are taken or the watch gives up. */
export async function sendJob(
  line: PrinterLine,
  bytes: Uint8Array,
  watch: JobWatch,
  paceMs: number,
): Promise<Sent> {
  let bytesWritten = 0;
  while (bytesWritten < bytes.length) {
    const broken = watch.broken();
    if (broken !== undefined) return { bytesWritten, cause: broken };
    const chunk = bytes.subarray(bytesWritten, bytesWritten + chunkBytes);
    let taken: 'taken' | 'link-lost' | undefined;
    void line.write(chunk).then((written) => {
      taken = written.ok ? 'taken' : 'link-lost';
      line.wake();
    });
    const outcome = await line.until(() => taken ?? watch.broken(), paceMs);
    if (outcome !== 'taken') return { bytesWritten, cause: outcome };
    bytesWritten += chunk.length;
  }
  return { bytesWritten, cause: undefined };
}

/**
 * Asks the printer to say when it has come to the end, then how it is. Some clones answer the first before they have
 * printed; so if they then report trouble, both are asked again once it is over.
 * @param onAsked called when the printer has been asked, so that polling goes on while it prints.
 */
export async function awaitPrinted(
  line: PrinterLine,
  profile: PrinterProfile,
  watch: JobWatch,
  onAsked: () => void,
): Promise<'printed' | InterruptCause> {
  const { pollMs } = profile.timeouts;
  for (;;) {
    const isAtEnd = askForEnd(line, profile);
    onAsked();
    const reached = await line.until(() => watch.broken() ?? (isAtEnd() ? 'reached' : undefined), pollMs);
    if (reached !== 'reached') return reached;
    const status = await line.refresh();
    const broken = watch.broken();
    if (broken !== undefined) return broken;
    if (status !== undefined && troubleOf(status) === undefined) return 'printed';
    const mended = await line.until(() => {
      const isWell = line.status !== undefined && troubleOf(line.status) === undefined;
      return watch.broken() ?? (isWell ? 'mended' : undefined);
    }, pollMs);
    if (mended !== 'mended') return mended;
  }
}

function askForEnd(line: PrinterLine, profile: PrinterProfile): () => boolean {
  if (profile.isProcessIdSupported) return line.askProcessId();
  line.askInOrder('paper');
  return () => line.isCaughtUp;
}
