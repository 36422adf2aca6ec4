import { useEffect, useRef, useState } from 'react';
import type { DevicesView, DeviceView, FreePortView } from '../../../src-main/contract/devices.ts';
import { useWords } from '../../i18n/WordsContext.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { useSelected } from '../../ui/state/snapshot-store.ts';
import { WaitingWord } from '../../ui/WaitingWord.tsx';
import { useAct, useCashier } from '../CashierContext.tsx';
import { DeviceRow } from './DeviceRow.tsx';
import { deviceLook, deviceName } from './device-words.ts';
import { PanelFrame } from './PanelFrame.tsx';
import { TillRows } from './TillRows.tsx';

/** Every device at the counter, the line to head office and the till itself: for whoever has to mend them. */
export function DevicesPanel() {
  const { say } = useWords();
  const act = useAct();
  return (
    <PanelFrame
      title={say('devices.title')}
      testId="panel-status"
      actions={
        <button
          type="button"
          className="button"
          onClick={() => act({ kind: 'open-panel', panel: 'scan-test' })}
          data-testid="open-scan-test"
        >
          <Icon name="scan" size={20} />
          {say('scanTest.title')}
        </button>
      }
    >
      <TillRows />
      <DeviceList />
      <FreePorts />
    </PanelFrame>
  );
}

function useDevices(): DevicesView | null {
  const { desk } = useCashier();
  return useSelected(desk.devices, ({ view }) => view);
}

function DeviceList() {
  const { say } = useWords();
  const { desk } = useCashier();
  const devices = useDevices()?.devices ?? null;
  const results = useSelected(desk.devices, (watched) => watched.results);
  if (devices === null) return <NoNews />;
  return (
    <>
      <NoNews />
      {devices.length === 0 && <p className="search-state">{say('devices.noDevices')}</p>}
      <ul className="device-list" aria-label={say('devices.list')}>
        {devices.map((device) => (
          <DeviceRow
            key={device.deviceId}
            device={device}
            name={deviceName(device, devices, say)}
            result={results[device.deviceId] ?? null}
          />
        ))}
      </ul>
      <ChangesSpoken devices={devices} />
    </>
  );
}

/** That the core has not answered, first or lately. */
export function NoNews() {
  const words = useWords();
  const { desk } = useCashier();
  const hasView = useDevices() !== null;
  const refusal = useSelected(desk.devices, (watched) => watched.refusal);
  if (refusal === null) {
    return hasView ? null : (
      <p className="search-state">
        <WaitingWord word={words.say('devices.asking')} />
      </p>
    );
  }
  return (
    <p className="device-no-news" role="status" data-testid="devices-no-news">
      <Icon name="triangle" size={18} />
      {hasView ? words.say('devices.notFresh') : words.sayRefusal(refusal).what}
    </p>
  );
}

interface ChangesSpokenProps {
  readonly devices: readonly DeviceView[];
}

/** Says to a screen reader which device's state has changed; figures that only count say nothing. */
function ChangesSpoken({ devices }: ChangesSpokenProps) {
  const words = useWords();
  const [spoken, setSpoken] = useState('');
  const before = useRef(devices);
  useEffect(() => {
    const changes = devices.flatMap((device) => {
      const was = before.current.find(({ deviceId }) => deviceId === device.deviceId);
      if (was === undefined || (was.status === device.status && was.reason === device.reason)) return [];
      const what = device.reason === null ? '' : words.sayReason(device.reason, device.connection).what;
      const name = deviceName(device, devices, words.say);
      return [words.say('devices.changed', { name, state: words.say(deviceLook(device).word), what })];
    });
    before.current = devices;
    if (changes.length > 0) setSpoken(changes.join(' '));
  }, [devices, words]);
  return (
    <output className="only-spoken" aria-live="polite" data-testid="devices-spoken">
      {spoken}
    </output>
  );
}

const NO_PORTS: readonly FreePortView[] = [];

function FreePorts() {
  const { say } = useWords();
  const view = useDevices();
  const ports = view?.freePorts ?? NO_PORTS;
  if (view === null) return null;
  return (
    <section className="device-ports">
      <h2 className="device-heading">{say('devices.freePorts')}</h2>
      {ports.length === 0 ? (
        <p className="device-facts">{say('devices.noFreePorts')}</p>
      ) : (
        <ul>
          {ports.map(({ path, label }) => (
            <li key={path} data-testid="free-port">
              <code>{path}</code>
              {label !== '' && label !== path && <span>{label}</span>}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
