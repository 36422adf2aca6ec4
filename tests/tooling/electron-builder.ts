import { createRequire } from 'node:module';
import { root } from './plant.ts';

/** What we read of electron-builder.yml. */
export interface PackageConfiguration {
  readonly files?: unknown;
  readonly npmRebuild?: boolean;
  readonly electronFuses?: Readonly<Record<string, boolean>>;
}

interface ConfigModule {
  getConfig(folder: string, path: string, options: null): Promise<PackageConfiguration>;
  validateConfiguration(configuration: object, log: unknown): Promise<void>;
}

interface Schema {
  readonly definitions: {
    readonly FuseOptionsV1: { readonly properties: Readonly<Record<string, unknown>> };
  };
}

// electron-builder has no public call for this; the path inside it may move with a new version.
const load = createRequire(import.meta.url);
const inner = load('app-builder-lib/out/util/config/config') as ConfigModule;
const { DebugLogger } = load('builder-util') as { DebugLogger: new () => unknown };
const schema = load('app-builder-lib/scheme.json') as Schema;

/** Our configuration as electron-builder reads it. */
export function readConfiguration(): Promise<PackageConfiguration> {
  return inner.getConfig(root, 'electron-builder.yml', null);
}

/** Rejects with electron-builder's complaint unless the configuration fits its schema. */
export function validateConfiguration(configuration: PackageConfiguration): Promise<void> {
  return inner.validateConfiguration(configuration, new DebugLogger());
}

/** The names of the fuses that this electron-builder can set. */
export function knownFuses(): readonly string[] {
  const { resetAdHocDarwinSignature: _signature, ...fuses } = schema.definitions.FuseOptionsV1.properties;
  return Object.keys(fuses).sort();
}
