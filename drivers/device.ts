/**
 * The states UnifiedPOS names, as every device here reports them (design.md, Drivers).
 * `claimed`: we hold the port but the device has not answered yet; `enabled`: it works; `offline`: the port is
 * there but the device says it cannot work (paper, cover, power); `error`: it needs a person.
 */
export type DeviceStatus = 'closed' | 'claimed' | 'enabled' | 'offline' | 'error';

export interface DeviceState {
  readonly status: DeviceStatus;
  /** A word for why, from a closed list that each driver documents; absent when enabled. */
  readonly reason?: string;
}
