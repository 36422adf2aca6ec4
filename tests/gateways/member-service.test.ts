// Goal: whatever becomes of the wire, a till that waits for head office waits no longer than it was told to.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { err, ok, type Result } from '../../src-main/base/result.ts';
import { MemberService, type SignedCalls } from '../../src-main/gateways/member-service.ts';
import { systemTimers } from '../head-office/system-means.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body?: Buffer;
}

function serviceOver(answer: () => Promise<Result<unknown, unknown>>) {
  const asked: Asked[] = [];
  const calls: SignedCalls = {
    call: async (call, schema) => {
      asked.push(call);
      const given = await answer();
      return given.ok ? ok(schema.parse(given.value)) : given;
    },
  };
  const service = new MemberService({ calls, tillId: 'T1', timers: systemTimers });
  return { service, asked };
}

const RESERVATION = {
  requestId: '01934f3e-7a1c-7000-8000-000000000001',
  saleId: '01934f3e-7a1c-7000-8000-000000000002',
  memberId: 'M1',
  programmeId: 'OWN',
  points: 300,
};
const REFUSED = { kind: 'refused', reason: 'points-short', available: 0 };

test('what head office says comes back as it is, a refusal too', async () => {
  const { service, asked } = serviceOver(async () => ok(REFUSED));
  expect(await service.reserve(RESERVATION)).toEqual(ok(REFUSED));
  expect(asked).toEqual([
    { method: 'POST', path: '/v1/tills/T1/reservations', body: Buffer.from(JSON.stringify(RESERVATION)) },
  ]);
  expect(vi.getTimerCount()).toBe(0);
});

test('a member is looked up by what was scanned, whatever it was', async () => {
  const { service, asked } = serviceOver(async () => ok({ member: null }));
  expect(await service.findMember({ code: '/V1&x=1' })).toEqual(ok({ member: null }));
  expect(asked).toEqual([{ method: 'GET', path: '/v1/tills/T1/members?code=%2FV1%26x%3D1' }]);
});

const EXCHANGE = {
  requestId: RESERVATION.requestId,
  memberId: 'M1',
  fromProgrammeId: 'OWN',
  toProgrammeId: 'CROSS',
  points: 'max',
} as const;

const faults: readonly { readonly name: string; readonly answer: () => Promise<Result<unknown, unknown>> }[] =
  [
    { name: 'no way there', answer: async () => err({ kind: 'unreachable' }) },
    { name: 'something thrown', answer: () => Promise.reject(new Error('a bug down there')) },
    { name: 'something of another form', answer: async () => ok({ kind: 'held', points: -1 }) },
    {
      name: 'something thrown at once',
      answer: () => {
        throw new Error('a bug before anything waits');
      },
    },
  ];
for (const { name, answer } of faults) {
  test(`${name} is no answer, at once`, async () => {
    const { service } = serviceOver(answer);
    expect(await service.reserve(RESERVATION)).toEqual(err('no-answer'));
    expect(await service.exchange(EXCHANGE)).toEqual(err('no-answer'));
    expect(vi.getTimerCount()).toBe(0);
  });
}

test('silence is no answer after the deadline, and what comes later changes nothing', async () => {
  let speak = (_answer: Result<unknown, unknown>): void => {};
  const { service } = serviceOver(
    () =>
      new Promise((resolve) => {
        speak = resolve;
      }),
  );
  const settled = vi.fn();
  const answer = service.reserve(RESERVATION).then((value) => {
    settled();
    return value;
  });
  await vi.advanceTimersByTimeAsync(2_499);
  expect(settled).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(settled).toHaveBeenCalledOnce();
  speak(ok(REFUSED));
  expect(await answer).toEqual(err('no-answer'));
});
