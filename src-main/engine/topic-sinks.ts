import type { Clock } from '../base/clock.ts';
import { err, ok } from '../base/result.ts';
import { OperatorItem } from '../contract/head-office.ts';
import type { OperatorView } from '../contract/views.ts';
import type { ReferenceStore } from '../store/reference/reference-store.ts';
import type { TopicSink } from '../sync/ports.ts';
import { asResult } from './topics/members-sink.ts';

/** Takes the catalog: built in a worker beside the one in use, then switched. */
export function catalogSink(reference: ReferenceStore, clock: Clock, onSwitched: () => void): TopicSink {
  let isDelta = false;
  return {
    topic: 'catalog',
    cursor: () => reference.topic('catalog')?.cursor,
    async begin(mode) {
      isDelta = mode === 'delta';
      await reference.beginCatalog(mode);
    },
    put: (items, removed) => asResult(reference.putCatalog(items, removed, isDelta)),
    async commit(cursor) {
      const committed = await asResult(reference.commitCatalog(cursor, clock.nowMs()));
      if (!committed.ok) return committed;
      onSwitched();
      return ok({ count: committed.value });
    },
    abandon: () => reference.abandonCatalog(),
  };
}

/** Takes the operators: few, so kept in memory until the generation is whole. */
export function operatorsSink(reference: ReferenceStore, clock: Clock, onSwitched: () => void): TopicSink {
  let staged = new Map<string, OperatorItem>();
  return {
    topic: 'operators',
    cursor: () => reference.topic('operators')?.cursor,
    async begin(mode) {
      staged = new Map();
      if (mode === 'delta') for (const each of operatorsOf(reference)) staged.set(each.operatorId, each);
    },
    async put(items, removed) {
      for (const operatorId of removed) staged.delete(operatorId);
      for (const item of items) {
        const parsed = OperatorItem.safeParse(item);
        if (!parsed.success)
          return err({ problem: `an operator: ${parsed.error.issues[0]?.message ?? 'malformed'}` });
        staged.set(parsed.data.operatorId, parsed.data);
      }
      return ok(undefined);
    },
    async commit(cursor) {
      const documents = [...staged.values()].map((body) => ({ key: body.operatorId, body }));
      reference.replaceDocuments('operators', documents, cursor, clock.nowMs());
      onSwitched();
      return ok({ count: documents.length });
    },
    async abandon() {
      staged = new Map();
    },
  };
}

/** The operators in use. */
export function operatorsOf(reference: ReferenceStore): readonly OperatorItem[] {
  return reference.documents('operators').map((body) => OperatorItem.parse(body));
}

/** An operator as windows list them; how their PIN is kept stays here. */
export function operatorView({ operatorId, name, role, shift }: OperatorItem): OperatorView {
  return { operatorId, name, role, ...(shift === undefined ? {} : { shiftName: shift }) };
}
