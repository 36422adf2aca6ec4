import type { Backoff, ReconnectingLink } from '../../drivers/link/reconnecting-link.ts';
import { poleProfiles } from '../../drivers/pole/profiles.ts';
import { createGlyphSource } from '../../drivers/printer/glyph-source.ts';
import { printerProfileFrom } from '../../drivers/printer/profile-fields.ts';
import { type PrinterProfile, printerProfiles } from '../../drivers/printer/profiles.ts';
import { scaleProfiles } from '../../drivers/scale/scale-profile.ts';
import { HidCodec } from '../../drivers/scanner/hid-codec.ts';
import { hidReportProfileFor } from '../../drivers/scanner/hid-report.ts';
import { terminalLayouts } from '../../drivers/terminal/layouts.ts';
import { terminalProfile } from '../../drivers/terminal/profiles.ts';
import { assert } from '../base/assert.ts';
import type { LinkConfiguration, ScannerConfiguration, TillConfiguration } from './configuration.ts';
import type { Devices, FreePort } from './devices.ts';
import { HubPole } from './hub/hub-pole.ts';
import { HubPrinter } from './hub/hub-printer.ts';
import { HubScale } from './hub/hub-scale.ts';
import { HubScanners, type ScannerSetting } from './hub/hub-scanners.ts';
import { HubTerminal } from './hub/hub-terminal.ts';
import { NO_DEVICE, NO_POLE, NO_PRINTER, NO_SCALE } from './hub/no-device.ts';
import { connectionText, type DeviceHubMeans, openLink, type SerialHabits } from './hub/open-link.ts';

export type { DeviceHubMeans } from './hub/open-link.ts';

const MAX_RECONNECT_MS = 30_000;

/** The devices that a till's configuration names. One that is not named is `none` and asks for nothing. */
export function openDevices(configuration: TillConfiguration, means: DeviceHubMeans): Devices {
  const { devices, reconnectBaseMs } = configuration;
  const backoff: Backoff = { firstMs: reconnectBaseMs, maxMs: Math.max(reconnectBaseMs, MAX_RECONNECT_MS) };
  const reach = (link: LinkConfiguration, habits?: SerialHabits): Reached => ({
    link: openLink(link, means, { backoff, ...(habits === undefined ? {} : { habits }) }),
    connection: connectionText(link, habits),
  });
  const scanners = new HubScanners(
    devices.scanners.map((scanner) => scannerSetting(scanner, reach(scanner.link))),
    means,
  );
  const profile = printerProfileOf(configuration);
  const glyphs = createGlyphSource();
  const printer =
    devices.printer === undefined
      ? undefined
      : new HubPrinter({ ...reach(devices.printer.link, { flow: profile.flow }), profile, glyphs }, means);
  const pole = devices.pole === undefined ? undefined : makePole(devices.pole, reach, means);
  const scale = devices.scale === undefined ? undefined : makeScale(devices.scale, reach, means);
  const terminal = devices.terminal === undefined ? undefined : makeTerminal(devices.terminal, reach, means);
  const present = [scanners, printer, pole, scale, terminal].filter((device) => device !== undefined);
  return {
    profile,
    glyphs,
    scanner: scanners,
    printer: printer ?? NO_PRINTER,
    pole: pole ?? NO_POLE,
    scale: scale ?? NO_SCALE,
    terminal: terminal ?? NO_DEVICE,
    watched: present.flatMap((device) => device.watched),
    freePorts: () => freePorts(configuration, means),
    open() {
      for (const device of present) device.open();
    },
    async close() {
      await Promise.all(present.map((device) => device.close()));
    },
  };
}

/** A link and how a person would describe it. */
export interface Reached {
  readonly link: ReconnectingLink;
  readonly connection: string;
}

/** Opens what a device's configuration names, with the habits of its model where that says nothing. */
export type Reach = (link: LinkConfiguration, habits?: SerialHabits) => Reached;

function scannerSetting(scanner: ScannerConfiguration, reached: Reached): ScannerSetting {
  const { link, duplicateWindowMs, terminator, silenceMs } = scanner;
  const isHid = link.kind === 'hid' || link.kind === 'hid-reports';
  if (!isHid) {
    const options = { doubleReadWindowMs: duplicateWindowMs, terminator, silenceMs };
    return { ...reached, profile: link.kind, options };
  }
  const profile = hidReportProfileFor(link.kind === 'hid' ? link.vendorId : undefined, scanner.reportProfile);
  const codec = new HidCodec({ profile });
  return {
    ...reached,
    profile: `HID ${profile.id}`,
    options: { codec, doubleReadWindowMs: duplicateWindowMs },
  };
}

function printerProfileOf({ devices }: TillConfiguration): PrinterProfile {
  if (devices.printer === undefined) return printerProfiles['generic-58'];
  const made = printerProfileFrom(devices.printer.profile, devices.printer.overrides);
  assert(made.ok, 'a configuration that was read has a sound profile');
  return made.value;
}

function makePole(
  pole: NonNullable<TillConfiguration['devices']['pole']>,
  reach: Reach,
  means: DeviceHubMeans,
): HubPole {
  const profile = poleProfiles[pole.profile];
  const { baudRate, dataBits, parity } = profile;
  return new HubPole(
    { ...reach(pole.link, { baudRate, dataBits, parity }), profile, language: pole.language },
    means,
  );
}

function makeScale(
  scale: NonNullable<TillConfiguration['devices']['scale']>,
  reach: Reach,
  means: DeviceHubMeans,
): HubScale {
  const profile = scaleProfiles[scale.profile];
  return new HubScale({ ...reach(scale.link, profile.serial), profile }, means);
}

function makeTerminal(
  terminal: NonNullable<TillConfiguration['devices']['terminal']>,
  reach: Reach,
  means: DeviceHubMeans,
): HubTerminal {
  const layout = terminalLayouts[terminal.layout];
  assert(layout !== undefined, 'a configured layout is a known one');
  const { resultMs } = terminal;
  const profile = terminalProfile(layout, resultMs === undefined ? {} : { resultMs });
  return new HubTerminal({ ...reach(terminal.link, layout.serial), profile }, means);
}

/** What is plugged in and used by none of the configured devices. */
async function freePorts(
  { devices }: TillConfiguration,
  { ports }: DeviceHubMeans,
): Promise<readonly FreePort[]> {
  const { scanners, printer, pole, scale, terminal } = devices;
  const links = [...scanners, printer, pole, scale, terminal].flatMap((each) =>
    each === undefined ? [] : [each.link],
  );
  const used = new Set(
    links.flatMap((link) => ('path' in link && link.path !== undefined ? [link.path] : [])),
  );
  const plugged = await ports.list();
  return plugged
    .filter(({ path }) => !used.has(path))
    .map(({ kind, path, label }) => ({ kind, path, label }));
}
