import { assert } from '../../base/assert.ts';
import { differencesBetween } from './compare.ts';
import { memberIdOf, spendElsewhere } from './customer.ts';
import { markAt, measure, type Played } from './measure.ts';
import { counterAt, openStage, type PlayOptions, playSteps, receiveMember } from './play-sale.ts';
import { ReturnStep } from './sale-tap-format.ts';
import { StepFailure } from './waiting.ts';

/**
 * Plays a scenario of kind `return`: first the sale that it names, whole, then the returns, at the same till. In between
 * the member has earned or spent elsewhere, if the scenario says so by its balance.
 */
export async function playReturn(options: PlayOptions): Promise<Played> {
  const { file, scenario } = options;
  const original = file.scenarios.find(({ id }) => id === scenario.given?.original);
  assert(original !== undefined, 'a return names a sale of its file');
  const stage = await openStage({ ...options, scenario: { ...original, till: scenario.till } });
  try {
    const counter = counterAt(stage, { file, scenario: original });
    await counter.begin();
    await receiveMember(stage, original);
    const unsold = await playSteps(stage, counter, original);
    if (unsold !== undefined)
      throw new StepFailure(`the original sale is made (${unsold.field ?? ''})`, unsold);
    await stage.untilSynced();
    if (scenario.member !== undefined && scenario.member !== null)
      await spendElsewhere(stage.office, memberIdOf(original), scenario.member.ownBalance ?? 0);
    const since = await markAt(stage);
    let failure: Played['differences'][number] | undefined;
    for (const [place, step] of (scenario.steps ?? []).entries()) {
      const { lines } = ReturnStep.parse(step);
      try {
        await counter.play({ do: 'tap', button: 'return', sale: 1, lines });
      } catch (error) {
        if (!(error instanceof StepFailure)) throw error;
        failure = {
          name: 'step',
          field: `${place + 1} return`,
          expected: error.message,
          actual: error.actual,
        };
        break;
      }
    }
    // Points are the member's of the original sale: one person, whatever the two scenarios are called.
    const asOriginal = { ...scenario, id: original.id, member: original.member };
    return await measure({ stage, counter, scenario: asOriginal, file, since, failure });
  } finally {
    await stage.close();
  }
}

/** Plays a scenario of kind `exchange`: the member's card is read, and own points become the partner's. */
export async function playExchange(options: PlayOptions): Promise<Played> {
  const { file, scenario } = options;
  const stage = await openStage(options);
  try {
    const counter = counterAt(stage, options);
    await counter.begin();
    await receiveMember(stage, scenario);
    const before = await markAt(stage);
    await counter.play({ do: 'scan_member' });
    await counter.play({ do: 'tap', button: 'exchange', points: 'max' });
    await counter.play({ do: 'tap', button: 'void_cart' });
    const played = await measure({
      stage,
      counter,
      // Its points are compared here, beside what else is the same for all.
      scenario: { ...scenario, expected: {} },
      file,
      since: before,
      failure: undefined,
    });
    const points = await pointsAfter(stage, scenario);
    const refusals = stage.refusals.slice(before.refusals);
    return {
      result: { points },
      differences: [
        ...differencesBetween(scenario.expected.points ?? {}, points, 'points'),
        ...differencesBetween(scenario.expected.refusals ?? [], refusals, 'refusals'),
        ...played.differences.filter(({ name }) => name !== 'refusals'),
      ],
    };
  } finally {
    await stage.close();
  }
}

async function pointsAfter(
  stage: Awaited<ReturnType<typeof openStage>>,
  { id, member }: PlayOptions['scenario'],
): Promise<Readonly<Record<string, number>>> {
  const reports = await stage.office.balances(memberIdOf({ id, member }));
  const of = (programmeId: string) => reports.find((each) => each.programmeId === programmeId)?.points ?? 0;
  const [balance, crossBalance] = [of('OWN'), of('CROSS')];
  return {
    ownDebited: (member?.ownBalance ?? 0) - balance,
    crossCredited: crossBalance - (member?.crossBalance ?? 0),
    balance,
    crossBalance,
  };
}
