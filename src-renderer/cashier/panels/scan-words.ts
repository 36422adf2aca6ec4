import type { DeviceView, ScanTestRow } from '../../../src-main/contract/devices.ts';
import { isWordKey, type Say, type WordKey } from '../../i18n/catalogue.ts';
import { deviceName } from './device-words.ts';

/** Names by which people know symbologies, the same in every language. */
const SYMBOLOGIES: Readonly<Record<string, string>> = {
  'ean-13': 'EAN-13',
  'ean-8': 'EAN-8',
  'upc-a': 'UPC-A',
  'upc-e': 'UPC-E',
  'ean-add-on': 'EAN add-on',
  'ean-13-with-add-on': 'EAN-13 + add-on',
  'code-128': 'Code 128',
  'gs1-128': 'GS1-128',
  'code-39': 'Code 39',
  'code-39-full-ascii': 'Code 39 Full ASCII',
  itf: 'ITF',
  codabar: 'Codabar',
  qr: 'QR Code',
  'gs1-qr': 'GS1 QR Code',
  'data-matrix': 'Data Matrix',
  'gs1-data-matrix': 'GS1 DataMatrix',
  'gs1-data-bar': 'GS1 DataBar',
  'gs1-composite': 'GS1 Composite',
  pdf417: 'PDF417',
  aztec: 'Aztec',
  'gs1-dot-code': 'GS1 DotCode',
};

/** What kind of symbol it was; one that this window does not know is shown as the core calls it. Null where nobody told. */
export function symbologyName(symbology: string | null): string | null {
  if (symbology === null || symbology === 'other') return null;
  return Object.hasOwn(SYMBOLOGIES, symbology) ? (SYMBOLOGIES[symbology] ?? symbology) : symbology;
}

/** GS1 identifiers whose last digit counts decimals are named by the others (GS1 General Specifications, 3.2). */
const WITH_DECIMALS = /^(3[1-6]\d|39[0-5])\d$/;

/** What a part of a code is: its name, with the GS1 application identifier where it has one, or that alone. */
export function partName(name: string, say: Say): string {
  const part = `scanTest.part.${name}`;
  if (isPartWord(part)) return say(part);
  const key = `ai.${WITH_DECIMALS.test(name) ? name.slice(0, 3) : name}`;
  return isAiWord(key) ? `${say(key)} (${name})` : `(${name})`;
}

function isPartWord(key: string): key is Extract<WordKey, `scanTest.part.${string}`> {
  return isWordKey(key);
}

function isAiWord(key: string): key is Extract<WordKey, `ai.${string}`> {
  return isWordKey(key);
}

/** Which scanner it was, by the name that the list of devices gives it. */
export function sourceName(
  source: ScanTestRow['source'],
  devices: readonly Pick<DeviceView, 'deviceId' | 'kind'>[],
  say: Say,
): string {
  if (source === 'wedge') return say('scanTest.wedge');
  const device = devices.find(({ deviceId }) => deviceId === source);
  return device === undefined ? source : deviceName(device, devices, say);
}

/** Bytes in pairs, as they are read aloud over a telephone. */
export function spacedHex(hex: string): string {
  return (hex.match(/../g) ?? []).join(' ');
}
