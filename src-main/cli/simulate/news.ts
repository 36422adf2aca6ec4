import { type Firing, firingText } from '../../../fixtures/simulators/fault-schedule.ts';
import type { Charge } from '../../../fixtures/simulators/terminal-bank.ts';
import { unreachable } from '../../base/assert.ts';

/** One thing that a simulated device tells whoever started it. */
export type News =
  | {
      readonly kind: 'ready';
      readonly device: string;
      readonly host: '127.0.0.1';
      readonly port: number;
      /** Of the process, for whoever started it through another. */
      readonly pid: number;
      /** The serial port in front of it. */
      readonly path?: string;
    }
  | { readonly kind: 'connection'; readonly isConnected: boolean }
  /** An event of the device begins: see `Schedulable`. */
  | { readonly kind: 'moment'; readonly event: string; readonly nth: number }
  /** A piece of paper fell from the printer; its files, where it was drawn, are written. */
  | {
      readonly kind: 'paper';
      readonly number: number;
      readonly text: string;
      readonly files?: { readonly png: string; readonly text: string };
    }
  | { readonly kind: 'drawer'; readonly isOpen: boolean }
  /** What a customer display shows now. */
  | { readonly kind: 'display'; readonly rows: readonly string[] }
  /** Money moved, whatever the till was told of it. */
  | { readonly kind: 'charge'; readonly charge: Charge }
  | ({ readonly kind: 'fault' } & Firing)
  | { readonly kind: 'done'; readonly act: string }
  | { readonly kind: 'problem'; readonly problem: string }
  | { readonly kind: 'acts'; readonly acts: readonly ActHelp[] }
  | { readonly kind: 'ended' };

/** One act for the person who reads the list. */
export interface ActHelp {
  readonly name: string;
  /** Such as `text: text, aim?: text`; empty where it needs none. */
  readonly params: string;
  readonly help: string;
}

/** One piece of news as lines for people, without the last line's end. */
export function newsText(news: News): string {
  switch (news.kind) {
    case 'ready':
      return readyText(news);
    case 'connection':
      return news.isConnected ? 'connected' : 'nobody is connected';
    case 'moment':
      return `${news.event} ${news.nth}`;
    case 'paper':
      return news.files === undefined
        ? `paper ${news.number}:\n${indented(news.text)}`
        : `paper ${news.number}: ${news.files.png}, ${news.files.text}`;
    case 'drawer':
      return `the drawer is ${news.isOpen ? 'open' : 'closed'}`;
    case 'display':
      return `the display shows:\n${indented(news.rows.join('\n'))}`;
    case 'charge':
      return `charged: ${news.charge.kind} NT$${news.charge.amount}, receipt ${news.charge.receiptNo}`;
    case 'fault':
      return `fault: ${firingText(news)}`;
    case 'done':
      return `done: ${news.act}`;
    case 'problem':
      return news.problem;
    case 'acts':
      return news.acts.map(actText).join('\n');
    case 'ended':
      return 'ended';
    default:
      return unreachable(news);
  }
}

function readyText(news: Extract<News, { kind: 'ready' }>): string {
  const path = news.path === undefined ? '' : ` and at ${news.path}`;
  return `the ${news.device} is at ${news.host}:${news.port}${path}; type help for what can be done to it`;
}

function actText({ name, params, help }: ActHelp): string {
  return `  ${`${name} ${params === '' ? '' : `{ ${params} }`}`.padEnd(44)} ${help}`;
}

function indented(text: string): string {
  return text.replaceAll(/^/gm, '  | ');
}
