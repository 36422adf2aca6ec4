import { assert } from '../../base/assert.ts';
import type { Answer } from '../../contract/views.ts';
import type { Command } from '../../domain/command.ts';
import type { Till } from '../../engine/till.ts';
import { machineIds } from '../../hosts/machine-world.ts';
import { CASHIER, ENROLMENT } from './bench-people.ts';

/** Carries a command out; anything but a yes is a mistake of the bench. */
export type Must = (command: Command) => Answer;

/** Takes a started till to where goods can be scanned, whatever state it was left in: no cart open, nobody else at it. */
export function openForSelling(till: Till): Must {
  const must: Must = (command) => {
    const answer = till.execute(machineIds.next(), command);
    assert(answer.ok, `${command.kind} is carried out: ${JSON.stringify(answer)}`);
    return answer;
  };
  must({ kind: 'enrol', enrolment: ENROLMENT });
  if (!till.state.isRunning) must({ kind: 'start', program: 'daybook bench', host: 'none' });
  if (till.state.operator === null)
    must({ kind: 'sign-in', operatorId: CASHIER.operatorId, isPinRight: true });
  if (till.state.recovery !== null) must({ kind: 'continue-after-recovery' });
  if (till.state.shift === null) must({ kind: 'open-shift', float: 3_000 });
  if (till.state.cart !== null) must({ kind: 'void-cart', saleId: till.state.cart.saleId });
  return must;
}
