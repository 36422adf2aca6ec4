import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { Icon } from '../ui/Icon.tsx';
import { useBench } from './bench.ts';
import { Card } from './Card.tsx';
import { BenchButton } from './ControlButton.tsx';
import { restartScenario } from './scenario.ts';

/** The scenario that the demo plays: its steps, those done, and the one that comes next. */
export function ScenarioCard({ notice }: { readonly notice: ReactNode }) {
  const { bridge, view, say, acts } = useBench();
  const { scenario } = view;
  const list = useRef<HTMLOListElement>(null);
  const step = scenario?.step ?? 0;

  // A layout effect: the next step is in sight in the frame that makes it the next one.
  useLayoutEffect(() => {
    const current = list.current?.children.item(step);
    if (list.current === null || !(current instanceof HTMLElement)) return;
    const middle = current.offsetTop - (list.current.clientHeight - current.offsetHeight) / 2;
    list.current.scrollTop = middle;
  }, [step]);

  return (
    <Card
      id="scenario"
      icon={<Icon name="list" size={20} />}
      title={say('bench.scenario')}
      state={
        scenario === null
          ? ''
          : say('bench.scenario.progress', { i: scenario.step, n: scenario.steps.length })
      }
      tone="plain"
    >
      {scenario === null ? (
        <p className="bench-empty">
          {say('bench.scenario.none')}
          <br />
          {say('bench.scenario.noneHint')}
        </p>
      ) : (
        <>
          <h3 className="bench-scenario-title" lang="zh-Hant-TW" data-testid="bench-scenario-title">
            {scenario.title}
          </h3>
          <ol
            ref={list}
            className="bench-steps"
            lang="zh-Hant-TW"
            aria-label={scenario.title}
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1).
            tabIndex={0}
          >
            {scenario.steps.map((text, index) => (
              <li
                // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place; two steps may have one text.
                key={index}
                className="bench-step"
                data-testid="bench-step"
                data-done={index < scenario.step}
                aria-current={index === scenario.step ? 'step' : undefined}
              >
                {index < scenario.step && <Icon name="check" size={18} />}
                {index < scenario.step ? (
                  <span className="only-spoken">{say('bench.scenario.stepDone', { step: text })}</span>
                ) : null}
                <span className="bench-step-text" aria-hidden={index < scenario.step}>
                  {text}
                </span>
              </li>
            ))}
          </ol>
        </>
      )}
      {notice}
      <BenchButton
        testId="scenario-restart"
        keyCap={{ cap: 'Shift F12', shortcut: 'Shift+F12' }}
        onPress={() => acts.run(restartScenario(bridge, view, acts, say))}
      >
        {say('bench.scenario.restart')}
      </BenchButton>
    </Card>
  );
}
