import { useId, useState } from 'react';
import type { BenchDevice } from '../../src-main/contract/workbench.ts';
import type { WorkbenchPlainKey } from '../i18n/workbench.ts';
import { Icon } from '../ui/Icon.tsx';
import { exampleParams, readParams } from './act-params.ts';
import { useBench } from './bench.ts';
import { Card } from './Card.tsx';
import { BenchButton, PressedWith, shortcutOf } from './ControlButton.tsx';
import { deviceIn } from './control.ts';
import { lineState } from './device-state.ts';

const NAMES = {
  scanner: 'bench.device.scanner',
  'hid-scanner': 'bench.hid',
  printer: 'bench.printer',
  pole: 'bench.pole',
  scale: 'bench.scale',
  terminal: 'bench.terminal',
} as const satisfies Readonly<Record<BenchDevice, WorkbenchPlainKey>>;

/** Every act of every simulator, by the name that schedules and the command line use too. */
export function ActsCard() {
  const { bridge, view, say, acts } = useBench();
  const [device, setDevice] = useState<BenchDevice>('scanner');
  const [chosen, setChosen] = useState<string | null>(null);
  const [params, setParams] = useState('{}');
  const groupName = useId();
  const known = deviceIn(view, device)?.acts ?? [];
  const isKnown = known.some(({ name }) => name === chosen);
  const { key, tone } = lineState(view, device);

  const choose = (act: string) => {
    setChosen(act);
    setParams(exampleParams(device, act));
  };

  const run = () => {
    const read = readParams(params);
    acts.run({
      id: `act-${device}-${chosen}`,
      name: chosen ?? say('bench.acts.run'),
      unavailable: whyNotRun(isKnown, read !== undefined),
      send: () => bridge.benchAct({ device, act: chosen ?? '', params: read ?? {} }),
    });
  };

  return (
    <Card
      id="acts"
      icon={<Icon name="list" size={20} />}
      title={say('bench.acts')}
      state={say(key)}
      tone={tone}
    >
      <span className="bench-keyed">
        <select
          className="bench-field"
          data-testid="bench-acts-device"
          aria-label={say('bench.acts.device')}
          aria-keyshortcuts={shortcutOf('Z', true)}
          value={device}
          onChange={(event) => {
            const next = view.devices.find(({ device: each }) => each === event.target.value);
            if (next === undefined) return;
            setDevice(next.device);
            setChosen(null);
            setParams('{}');
          }}
        >
          {view.devices.map(({ device: each }) => (
            <option key={each} value={each}>
              {say(NAMES[each])}
            </option>
          ))}
        </select>
        <PressedWith letter="Z" isOnPage />
      </span>
      <fieldset className="bench-acts-list" aria-label={say('bench.acts.list')}>
        {known.map(({ name, help }) => (
          <label key={name} className="bench-act" lang="en">
            <input
              type="radio"
              name={groupName}
              value={name}
              checked={name === chosen}
              data-testid={`bench-act-${name}`}
              onChange={() => choose(name)}
            />
            <span className="bench-act-name">{name}</span>
            <span className="bench-act-help">{help}</span>
          </label>
        ))}
      </fieldset>
      <form
        className="bench-run"
        onSubmit={(event) => {
          event.preventDefault();
          run();
        }}
      >
        <span className="bench-keyed">
          <input
            className="bench-field bench-json"
            data-testid="bench-act-params"
            aria-label={say('bench.acts.params')}
            aria-keyshortcuts={shortcutOf('X', true)}
            placeholder={say('bench.acts.params')}
            value={params}
            maxLength={4096}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => setParams(event.target.value)}
          />
          <PressedWith letter="X" isOnPage />
        </span>
        <BenchButton testId="act-run" letter="C" isOnPage isUnavailable={!isKnown} onPress={run}>
          {say('bench.acts.run')}
        </BenchButton>
      </form>
    </Card>
  );
}

function whyNotRun(isKnown: boolean, areParamsRead: boolean) {
  if (!isKnown) return 'bench.unavailable.noAct';
  return areParamsRead ? null : 'bench.unavailable.badParams';
}
