// `npm test`: everything that must hold before a change lands, cheap first, stopping at the first failure.
// `npm test -- --only unit,types` runs some of it. Ends with one line `N passed, N failed`.
import { parseArgs } from 'node:util';
import { installMissing } from './tooling/runner/machine.ts';
import { runStages, type Totals } from './tooling/runner/run-stages.ts';
import { type Stage, stages } from './tooling/runner/stages.ts';

const say = (line: string) => console.log(line);

/** The stages that the command line asks for: all, or those after --only. */
function chosenStages(): readonly Stage[] {
  const { values } = parseArgs({ options: { only: { type: 'string' } } });
  if (values.only === undefined) return stages;
  const names = values.only.split(',');
  const unknown = names.filter((name) => !stages.some((stage) => stage.name === name));
  if (unknown.length > 0)
    throw new Error(
      `No stage ${unknown.join(', ')}; there are ${stages.map((stage) => stage.name).join(', ')}.`,
    );
  return stages.filter((stage) => names.includes(stage.name));
}

/** Runs as far as this machine allows: a stage that lacks a program is a failure, told before anything slow starts. */
async function runAll(): Promise<Totals> {
  if (process.env.UPDATE_GOLDEN !== undefined)
    throw new Error(
      'UPDATE_GOLDEN is set: golden files are rewritten by hand, test by test, and checked here.',
    );
  const chosen = chosenStages();
  const startedMs = performance.now();
  const missing = installMissing([...new Set(chosen.flatMap((stage) => stage.needs))], say);
  const cannotRun = chosen.findIndex((stage) => stage.needs.some((program) => missing.includes(program)));
  say(`▸ machine: Node ${process.versions.node} (${((performance.now() - startedMs) / 1000).toFixed(1)} s)`);
  const totals = await runStages(cannotRun < 0 ? chosen : chosen.slice(0, cannotRun), say);
  if (cannotRun < 0 || totals.failed > 0) return totals;
  say(
    `✗ ${chosen[cannotRun]?.name}: cannot run without ${missing.map((program) => program.name).join(', ')}.`,
  );
  return { ...totals, failed: totals.failed + 1 };
}

let totals: Totals = { passed: 0, failed: 1 };
try {
  totals = await runAll();
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
}
say(`\n${totals.passed} passed, ${totals.failed} failed`);
process.exitCode = totals.failed === 0 ? 0 : 1;
