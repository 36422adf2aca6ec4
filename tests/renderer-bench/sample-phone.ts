import { phoneScreen } from '../../src-main/cli/demo/phone-screen.ts';
import type { BenchMemberCode, PhoneCode } from '../../src-main/contract/workbench.ts';
import { BENCH_MEMBERS, STORY_MS } from './views.ts';

/** As long as a signed token is; what it says does not matter to the picture. */
const TOKEN = `DBT1.${'eyJub25jZSI6'.repeat(30)}.${'c2lnbmF0'.repeat(11)}`;

/** What a phone of the workbench's members shows, drawn as the demo draws it. */
export async function samplePhoneCode(memberId: string, code: PhoneCode): Promise<BenchMemberCode> {
  const shown = await phoneScreen(
    {
      members: () => BENCH_MEMBERS,
      codeFor: async (_, asked) => (asked === 'member' ? 'M8800000000016' : TOKEN),
    },
    { memberId, code },
    { nowMs: () => STORY_MS },
  );
  if (!shown.ok) throw new Error(shown.error);
  return shown.value;
}
