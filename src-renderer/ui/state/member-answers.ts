import { isRecord } from './answers.ts';

/** One contact with a member, as the till's copy has it. */
export interface Interaction {
  readonly atMs: number;
  readonly channel: string;
  readonly text: string;
}

/** `member:read`: the last interactions; one that is not whole is left out. */
export function readInteractions(value: unknown): readonly Interaction[] | undefined {
  if (!isRecord(value) || !Array.isArray(value.interactions)) return undefined;
  return value.interactions.filter(isInteraction);
}

function isInteraction(value: unknown): value is Interaction {
  return (
    isRecord(value) &&
    typeof value.atMs === 'number' &&
    typeof value.channel === 'string' &&
    typeof value.text === 'string'
  );
}
