// Goal: docs/simulators.md says what the program does: every act, the examples, the till's configuration.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { withActs } from '../../src-main/cli/simulate/acts-table.ts';
import { DEVICE_NAMES, DeviceSettings, simulatedDevice } from '../../src-main/cli/simulate/devices.ts';
import { TillConfiguration } from '../../src-main/engine/configuration.ts';
import { ManualTime } from '../drivers/support/time.ts';

const root = join(import.meta.dirname, '../..');
const document = readFileSync(join(root, 'docs/simulators.md'), 'utf8');

test('the list of acts is what the program writes', () => {
  // Written anew by: npx node src-main/cli/simulate/write-documents.ts
  expect(withActs(document)).toBe(document);
});

describe('the list names exactly what there is', () => {
  const time = new ManualTime();
  for (const name of DEVICE_NAMES) {
    test(name, () => {
      const [, section = ''] =
        new RegExp(`^### ${name}\\n(.*?)(?=^###? |^<!-- end)`, 'ms').exec(document) ?? [];
      const world = { clock: time, timers: time, tell: () => {} };
      const { schedulable } = simulatedDevice(name, DeviceSettings.parse({}), world);
      const acts = [...section.matchAll(/^\| `([^`]+)` \|/gm)].map(([, act]) => act);
      expect(acts).toEqual(Object.keys(schedulable.acts));
      const events = [...(/^Events: (.*)$/m.exec(section)?.[1] ?? '').matchAll(/`([^`]+)`/g)];
      expect(events.map(([, event]) => event)).toEqual(schedulable.events);
    });
  }
});

test('every example of a schedule stands there as it is in its file', () => {
  const folder = 'fixtures/simulators/schedules';
  const names = readdirSync(join(root, folder));
  expect(names).toHaveLength(4);
  for (const name of names) {
    const text = readFileSync(join(root, folder, name), 'utf8').trimEnd();
    expect(document).toContain(`\`${folder}/${name}\``);
    expect(document).toContain(text.replaceAll(/^/gm, '    '));
  }
});

test('the configuration that points our till at simulators is one', () => {
  const [, json = ''] = /^```json\n(.*?)^```/ms.exec(document) ?? [];
  const read = TillConfiguration.shape.devices.parse(JSON.parse(json));
  expect(read.scanners.map(({ link }) => link.kind)).toEqual(['serial', 'hid-reports']);
});

test('the help of every option that the page names is there', () => {
  const source = readFileSync(join(root, 'src-main/cli/commands/simulate.ts'), 'utf8');
  const [, section = ''] = /^## daybook simulate\n(.*?)^## /ms.exec(document) ?? [];
  const named = [...section.matchAll(/^\| (`--.*?) \|/gm)].flatMap(
    ([, cell = '']) => cell.match(/--[a-z-]+/g) ?? [],
  );
  expect(named.length).toBeGreaterThan(10);
  const known = [...source.matchAll(/'(--[a-z-]+)/g)].map(([, option]) => option);
  expect(named.toSorted()).toEqual([...new Set(known)].toSorted());
});
