import { useState } from 'react';
import { Icon } from '../ui/Icon.tsx';
import { ActsCard } from './ActsCard.tsx';
import { useBench } from './bench.ts';
import { Card } from './Card.tsx';
import { BenchButton, PressedWith, shortcutOf } from './ControlButton.tsx';
import { SCHEDULE_EXAMPLES, scheduleText } from './schedule-examples.ts';

/** Faults on schedule, and every act of every simulator by its name. */
export function FaultsPage() {
  return (
    <>
      <ScheduleCard />
      <ActsCard />
    </>
  );
}

function ScheduleCard() {
  const { bridge, view, say, acts } = useBench();
  const { schedule } = view;
  const [text, setText] = useState('');
  return (
    <Card
      id="schedule"
      icon={<Icon name="clock" size={20} />}
      title={say('bench.schedule')}
      state={scheduleState()}
      tone={schedule.isRunning ? 'warn' : 'plain'}
    >
      <fieldset className="bench-grid bench-examples" aria-label={say('bench.schedule.examples')}>
        {SCHEDULE_EXAMPLES.map((example) => (
          <BenchButton
            key={example.id}
            testId={`schedule-${example.id}`}
            letter={example.letter}
            isOnPage
            onPress={() => setText(scheduleText(example))}
          >
            {say(example.label)}
          </BenchButton>
        ))}
      </fieldset>
      <span className="bench-keyed bench-schedule-keyed">
        <textarea
          className="bench-field bench-json"
          data-testid="bench-schedule-text"
          aria-label={say('bench.schedule.text')}
          aria-keyshortcuts={shortcutOf('A', true)}
          placeholder={say('bench.schedule.text')}
          value={text}
          maxLength={20_000}
          spellCheck={false}
          onChange={(event) => setText(event.target.value)}
        />
        <PressedWith letter="A" isOnPage />
      </span>
      <div className="bench-grid">
        <BenchButton
          testId="schedule-run"
          letter="S"
          isOnPage
          onPress={() =>
            acts.run({
              id: 'schedule-run',
              name: say('bench.schedule.run'),
              unavailable: text.trim() === '' ? 'bench.unavailable.noSchedule' : null,
              send: () => bridge.benchSchedule({ text }),
            })
          }
        >
          {say('bench.schedule.run')}
        </BenchButton>
        <BenchButton
          testId="schedule-stop"
          letter="D"
          isOnPage
          isUnavailable={!schedule.isRunning && schedule.problem === null}
          onPress={() =>
            acts.run({
              id: 'schedule-stop',
              name: say('bench.schedule.stop'),
              unavailable:
                schedule.isRunning || schedule.problem !== null ? null : 'bench.unavailable.noneRunning',
              send: () => bridge.benchSchedule({ text: null }),
            })
          }
        >
          {say('bench.schedule.stop')}
        </BenchButton>
      </div>
      <section
        className="bench-schedule-log"
        aria-label={say('bench.schedule.log')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1).
        tabIndex={0}
      >
        {schedule.problem !== null && (
          <p className="bench-problem" role="alert" data-testid="bench-schedule-problem">
            <Icon name="octagon" size={18} />
            <span>
              {say('bench.schedule.problem')} <span lang="en">{schedule.problem}</span>
            </span>
          </p>
        )}
        {schedule.log.length === 0 ? (
          <p className="bench-caption">{say('bench.schedule.noLog')}</p>
        ) : (
          <ol lang="en">
            {schedule.log.toReversed().map((line, index) => (
              <li
                // biome-ignore lint/suspicious/noArrayIndexKey: two lines may be alike; the newest is always the first.
                key={index}
                data-testid="bench-schedule-line"
              >
                {line}
              </li>
            ))}
          </ol>
        )}
      </section>
    </Card>
  );

  function scheduleState(): string {
    if (schedule.isRunning) return say('bench.schedule.running', { n: schedule.fired });
    return schedule.faults === 0
      ? say('bench.schedule.none')
      : say('bench.schedule.over', { n: schedule.fired });
  }
}
