import type { BenchBridge } from '../../src-main/contract/bridge.ts';
import type { BenchView } from '../../src-main/contract/workbench.ts';
import type { WorkbenchPlainKey, WorkbenchSay } from '../i18n/workbench.ts';
import type { Act, Acts } from './use-acts.ts';

const NEXT = 'scenario-next';

/** Whether a step was asked for and has not answered. */
export function isStepRunning(acts: Acts): boolean {
  return acts.running.has(NEXT);
}

/** Runs the scenario's next step. */
export function nextStep(bridge: BenchBridge, view: BenchView, acts: Acts, say: WorkbenchSay): Act {
  return {
    id: NEXT,
    name: say('bench.nextIdle'),
    unavailable: whyNoNextStep(view, acts),
    send: () => bridge.benchScenario({ act: 'next' }),
  };
}

/** Starts the scenario over; without one, the demo chooses. */
export function restartScenario(bridge: BenchBridge, view: BenchView, acts: Acts, say: WorkbenchSay): Act {
  return {
    id: 'scenario-restart',
    name: say('bench.scenario.restart'),
    unavailable: isStepRunning(acts) ? 'bench.unavailable.stepRunning' : null,
    send: () =>
      bridge.benchScenario(
        view.scenario === null ? { act: 'restart' } : { act: 'restart', id: view.scenario.id },
      ),
  };
}

/** Why the next step cannot be run now; null when it can. */
export function whyNoNextStep(view: BenchView, acts: Acts): WorkbenchPlainKey | null {
  if (view.scenario === null) return 'bench.unavailable.noScenario';
  if (isStepRunning(acts)) return 'bench.unavailable.stepRunning';
  return view.scenario.step >= view.scenario.steps.length ? 'bench.unavailable.scenarioDone' : null;
}
