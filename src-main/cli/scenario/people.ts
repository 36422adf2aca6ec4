import { z } from 'zod';
import type { Role } from '../../domain/sale-payloads.ts';

/** The people of every scenario's shop, by the word that steps use for them: one of each role. */
export const PEOPLE = {
  cashier: { operatorId: '101', name: '林雅婷', role: 'cashier' },
  supervisor: { operatorId: '201', name: '陳志明', role: 'supervisor' },
  manager: { operatorId: '301', name: '王淑芬', role: 'manager' },
  technician: { operatorId: '901', name: '張家豪', role: 'technician' },
} as const satisfies Record<Role, { operatorId: string; name: string; role: Role }>;

/** Everybody's. */
export const USUAL_PIN = '123456';

export const Person = z.enum(Object.keys(PEOPLE) as [keyof typeof PEOPLE]).meta({
  id: 'Person',
  description: 'One of the people of the shop, by role.',
});
export type Person = z.infer<typeof Person>;

export const Pin = z
  .string()
  .regex(/^[0-9]{6}$/)
  .meta({ description: `Unless told, the right one: ${USUAL_PIN}.` });

/** What somebody types to be let in, or to say yes. */
export function credentials({
  operator,
  pin = USUAL_PIN,
}: {
  readonly operator?: Person | undefined;
  readonly pin?: string | undefined;
}): { readonly operatorId: string; readonly pin: string } {
  const { operatorId } = PEOPLE[operator ?? 'cashier'];
  return { operatorId, pin };
}
