import type { Answer, BenchBridge } from '../../src-main/contract/bridge.ts';
import type {
  BenchMember,
  BenchMemberCode,
  BenchView,
  PhoneCode,
} from '../../src-main/contract/workbench.ts';
import { isRecord } from '../ui/state/answers.ts';
import { type ScannerId, scannerUnavailable } from './control.ts';
import type { Act } from './use-acts.ts';

/** Keys of what a phone shows, together with Alt and Shift: a row of the keyboard, so that they stay in place. */
export const CODE_LETTERS = {
  member: 'Q',
  'token-own': 'W',
  'token-partner': 'E',
  'coupon-good': 'R',
  'coupon-expired': 'T',
  'coupon-used': 'Y',
  'coupon-forged': 'U',
  'coupon-other': 'I',
} as const satisfies Record<PhoneCode, string>;

/** Has a member's phone show a code; `onShown` is told what it shows. */
export function showCode(
  bridge: BenchBridge,
  member: BenchMember,
  code: PhoneCode,
  words: { readonly name: string; readonly onShown: (shown: BenchMemberCode) => void },
): Act {
  return {
    id: `phone-${member.memberId}-${code}`,
    name: words.name,
    unavailable: null,
    send: async () => {
      const answer = await bridge.benchMemberCode({ memberId: member.memberId, code });
      const shown = readMemberCode(answer);
      if (shown !== undefined) words.onShown(shown);
      return answer;
    },
  };
}

/** Holds the phone under a scanner: it reads what is on the screen and nothing else. */
export function scanPhone(
  bridge: BenchBridge,
  view: BenchView,
  scanner: ScannerId,
  words: { readonly name: string; readonly shown: BenchMemberCode | null },
): Act {
  const { name, shown } = words;
  return {
    id: 'phone-scan',
    name,
    unavailable:
      scannerUnavailable(view, scanner) ?? (shown === null ? 'bench.unavailable.noPhoneCode' : null),
    send: () =>
      bridge.benchAct({
        device: scanner,
        act: 'scan',
        params: { text: shown?.text ?? '', aim: shown?.aim ?? '' },
      }),
  };
}

/** `bench:member-code`; undefined for a refusal. */
export function readMemberCode(answer: Answer): BenchMemberCode | undefined {
  return answer.ok && isMemberCode(answer.value) ? answer.value : undefined;
}

function isMemberCode(value: unknown): value is BenchMemberCode {
  return (
    isRecord(value) &&
    ['memberId', 'code', 'symbology', 'text', 'aim', 'png'].every(
      (field) => typeof value[field] === 'string',
    ) &&
    (value.expiresAtMs === null || typeof value.expiresAtMs === 'number')
  );
}
