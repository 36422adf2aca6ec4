import type { ReceiptBlock } from '../../drivers/printer/receipt-document.ts';
import type { Earned } from '../domain/points/earn.ts';
import type { PointsProgramme } from '../domain/points/programme.ts';
import { centred, columns, noteText, scaledCount } from './receipt-parts.ts';

/** What slips say of a member and their points. Entries name programmes by id alone, so the names are handed in. */

/** How one programme's points are called and written. */
export type ProgrammeWords = Pick<PointsProgramme, 'id' | 'name' | 'unit' | 'decimals'>;

/** What a slip knows of people and points beside its journal entry. */
export interface PointsWords {
  /** Programmes as they stood at the time of the slip. One that is missing is printed by its id, in its smallest unit. */
  readonly programmes?: readonly ProgrammeWords[];
  /** The member as paper may show them, masked already (mask.ts). Without it the last four characters of the id stand. */
  readonly memberText?: string | undefined;
}

/** A programme as paper calls it: by name where one is known, else by its id. */
export function programmeName(programmeId: string, { programmes = [] }: PointsWords): string {
  return programmes.find(({ id }) => id === programmeId)?.name['zh-TW'] ?? programmeId;
}

/** `40,200 點`, or `20 枚` of stamps. */
export function pointsText(programmeId: string, points: number, { programmes = [] }: PointsWords): string {
  const { decimals = 0, unit = 'points' } = programmes.find(({ id }) => id === programmeId) ?? {};
  return `${scaledCount(points, decimals)} ${unit === 'stamps' ? '枚' : '點'}`;
}

/** Points that moved, with the word that says which way. */
export interface PointsMoved {
  readonly word: '累積' | '使用' | '收回' | '退還';
  readonly programmeId: string;
  readonly points: number;
  /** What they still wait for; null: nothing. */
  readonly awaits: Earned['awaits'];
}

const AWAITS_WORDS: Readonly<Record<NonNullable<Earned['awaits']>, string | undefined>> = {
  // Said once below: it holds for all of them.
  'head-office': undefined,
  'return-window': '退貨期過後入帳',
  'card-settlement': '刷卡請款後入帳',
};

/** Who the customer is, masked, and what their points did: a row for each programme and direction. */
export function memberBlocks(
  memberId: string,
  moved: readonly PointsMoved[],
  words: PointsWords,
): readonly ReceiptBlock[] {
  const groups = Map.groupBy(moved, ({ word, programmeId, awaits }) => [word, programmeId, awaits].join());
  const rows = [...groups.values()].flatMap((group): ReceiptBlock[] => {
    const [first] = group;
    if (first === undefined) return [];
    const { word, programmeId, awaits } = first;
    const points = group.reduce((sum, each) => sum + each.points, 0);
    const waiting = awaits === null ? undefined : AWAITS_WORDS[awaits];
    return [
      columns(`${word}　${programmeName(programmeId, words)}`, pointsText(programmeId, points, words)),
      ...(waiting === undefined ? [] : [noteText(waiting)]),
    ];
  });
  const isAwaiting = moved.some(({ awaits }) => awaits !== null);
  return [
    { kind: 'feed', lines: 1 },
    { kind: 'text', text: `會員　${words.memberText ?? `尾碼 ${memberId.slice(-4)}`}` },
    ...rows,
    ...(isAwaiting ? [centred('點數以總部入帳為準')] : []),
  ];
}
