import { EventEmitter } from 'node:events';
import { Printer } from 'escpos';
import type { ReceiptBlock } from '../../../drivers/printer/receipt-document.ts';
import { columnsOf } from '../../../drivers/printer/text-columns.ts';

/** A line of the benched receipt: words, or words and a figure. */
export interface BenchLine {
  readonly left: string;
  readonly right: string;
}

/** Another way to make the same receipt, by a package of its own. */
export interface Rival {
  readonly name: string;
  /** The whole job for these lines, headed by the first one, cut at the end. */
  encode(lines: readonly BenchLine[]): Uint8Array | Promise<Uint8Array>;
}

export const COLUMNS = 32;

/** Both ends of a line, with the blanks between them. */
export function padded({ left, right }: BenchLine): string {
  return left + ' '.repeat(Math.max(1, COLUMNS - columnsOf(left) - columnsOf(right))) + right;
}

/** The same lines as a document of ours. */
export function blockOf({ left, right }: BenchLine): ReceiptBlock {
  return right === '' ? { kind: 'text', text: left } : { kind: 'columns', left, right };
}

/** `escpos` as its own documentation uses it. It is part of the till, so it is always there. */
export const plainEscpos: Rival = {
  name: 'escpos',
  encode(lines) {
    const chunks: Uint8Array[] = [];
    const adapter = new EventEmitter();
    Object.assign(adapter, {
      open: () => adapter,
      write(data: Buffer, done?: (error: null) => void) {
        chunks.push(data);
        done?.(null);
        return adapter;
      },
      close: () => adapter,
      read: () => {},
    });
    const printer = new Printer<[]>(adapter as never, { encoding: 'cp950' });
    printer.align('lt').size(1, 1);
    for (const line of lines) printer.text(padded(line));
    printer.cut(true);
    void printer.flush();
    return Buffer.concat(chunks);
  },
};

/** Those of the other two that are installed; a store's installation has neither. */
export async function installedRivals(): Promise<{
  readonly rivals: readonly Rival[];
  readonly absent: readonly string[];
}> {
  const found = await Promise.all([
    receiptline().catch(() => 'receiptline'),
    nodeThermalPrinter().catch(() => 'node-thermal-printer'),
  ]);
  return {
    rivals: found.filter((each) => typeof each !== 'string'),
    absent: found.filter((each) => typeof each === 'string'),
  };
}

/** What is used of the packages, in their own words. Their names stand in variables so that no build takes them in. */
interface ReceiptlineParts {
  transform(document: string, printer: Readonly<Record<string, unknown>>): string;
}
interface ThermalParts {
  readonly CharacterSet: { readonly HK_TW: unknown };
  readonly types: { readonly EPSON: unknown };
  readonly printer: new (
    options: Readonly<Record<string, unknown>>,
  ) => {
    println(text: string): void;
    leftRight(left: string, right: string): void;
    cut(): void;
    getBuffer(): Uint8Array;
  };
}

async function receiptline(): Promise<Rival> {
  const name: string = 'receiptline';
  const { transform }: ReceiptlineParts = await import(name);
  return {
    name: 'receiptline',
    encode(lines) {
      const markdown = lines.map(({ left, right }) =>
        right === '' ? `{width:auto}\n|${left}` : `{width:*,8}\n${left} | ${right}`,
      );
      const commands = transform(`${markdown.join('\n')}\n=\n`, {
        cpl: COLUMNS,
        encoding: 'cp950',
        command: 'generic',
        cutting: true,
        spacing: false,
      });
      return Buffer.from(commands, 'binary');
    },
  };
}

async function nodeThermalPrinter(): Promise<Rival> {
  const name: string = 'node-thermal-printer';
  const { CharacterSet, printer: ThermalPrinter, types }: ThermalParts = (await import(name)).default;
  return {
    name: 'node-thermal-printer',
    encode(lines) {
      const printer = new ThermalPrinter({
        type: types.EPSON,
        interface: 'tcp://127.0.0.1:9',
        characterSet: CharacterSet.HK_TW,
        width: COLUMNS,
      });
      for (const { left, right } of lines) {
        if (right === '') printer.println(left);
        else printer.leftRight(left, right);
      }
      printer.cut();
      return printer.getBuffer();
    },
  };
}
