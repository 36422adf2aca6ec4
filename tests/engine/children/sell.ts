// Sells in a loop on a real folder and says each command's id when it has been answered, and not before.
// Arguments: the folder, how many sales (0: until killed), a number that makes its ids its own.
import { writeSync } from 'node:fs';
import { SeededIds, SeededRandom } from '../../../fixtures/world/test-world.ts';
import { silentLogger } from '../../../src-main/base/log.ts';
import type { Command } from '../../../src-main/domain/command.ts';
import { DEFAULT_POLICY } from '../../../src-main/domain/till-policy.ts';
import { Till } from '../../../src-main/engine/till.ts';
import { openStore } from '../../../src-main/store/store.ts';
import { OPERATORS } from '../../support/open-till.ts';

const [folder = '', sales = '0', run = '1'] = process.argv.slice(2);
const opened = openStore(folder);
if (!opened.ok) throw new Error(`the folder does not open: ${opened.error.kind}`);
const clock = { nowMs: () => Date.now(), monotonicMs: () => performance.now() };
const ids = new SeededIds(clock, new SeededRandom(Number(run)));
const till = new Till({
  store: opened.value,
  operators: { find: (operatorId) => OPERATORS.find((each) => each.operatorId === operatorId) },
  clock,
  ids,
  log: silentLogger,
  policy: DEFAULT_POLICY,
});

/** Carries it out and says so. */
function must(command: Command): void {
  const commandId = ids.next();
  const answer = till.execute(commandId, command);
  if (!answer.ok) throw new Error(`${command.kind}: ${answer.error.code}`);
  writeSync(1, `${commandId} ${command.kind}\n`);
}

must({ kind: 'start', program: 'sell', host: 'none' });
must({ kind: 'sign-in', operatorId: 'op-1', isPinRight: true });
if (till.state.recovery !== null) must({ kind: 'continue-after-recovery' });
if (till.state.shift === null) must({ kind: 'open-shift', float: 1_000 });
if (till.state.cart !== null) must({ kind: 'void-cart', saleId: till.state.cart.saleId });
for (const { jobId, status } of till.state.printJobs) {
  if (status === 'question') must({ kind: 'resolve-print', jobId, choice: 'skip' });
}
for (let sale = 0; sales === '0' || sale < Number(sales); sale += 1) {
  must({ kind: 'scan', code: '47100183', origin: 'scanner' });
  must({ kind: 'scan', code: '4710018000003', origin: 'scanner' });
  must({ kind: 'take-cash', saleId: till.state.cart?.saleId ?? '', amount: 100 });
  for (const requestId of till.state.drawerRequests) must({ kind: 'drawer-opened', requestId });
  for (const { jobId } of till.state.printJobs) {
    must({ kind: 'print-started', jobId });
    must({ kind: 'print-finished', jobId });
  }
}
await opened.value.close();
