import type { Outcome } from '../../ui/state/answers.ts';
import type { ApprovalAsk } from './approving.ts';
import type { DeskTools } from './tools.ts';

/** What opening the drawer needs besides the tools of every act. */
export interface DrawerTools extends DeskTools {
  readonly approving: { ask(ask: ApprovalAsk): void };
  /** Good news, for a few seconds. */
  toast(toast: { readonly kind: 'drawer-asked' }): void;
}

/**
 * Opens the drawer without a sale. Where that needs somebody else's yes the core says so, and a supervisor gives it on
 * the spot. That it then does not open is news of its own: `drawer-stuck`.
 */
export function openDrawer(tools: DrawerTools): void {
  tools.environment.sound.acknowledge();
  void tools.single('drawer', async () => {
    const outcome = await tools.client.openDrawer();
    if (outcome.ok) {
      asked(tools);
    } else if (outcome.refusal.code === 'approval-needed') {
      tools.approving.ask({
        act: 'no-sale',
        onApprove: (operatorId, pin) => openApproved(tools, operatorId, pin),
      });
      return { ok: true, value: 'done' };
    }
    return outcome;
  });
}

async function openApproved(tools: DrawerTools, operatorId: string, pin: string): Promise<Outcome> {
  const outcome = await tools.client.openDrawer({ operatorId, pin });
  if (outcome.ok) asked(tools);
  return outcome;
}

/** What was wanted of the panel is on its way. */
function asked(tools: DrawerTools): void {
  if (tools.desk().panel === 'more') tools.change({ panel: null });
  tools.toast({ kind: 'drawer-asked' });
}
