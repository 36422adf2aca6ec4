import { useEffect, useState } from 'react';
import type { ReceiptText, SaleSummaryView } from '../../../src-main/contract/views.ts';
import { formatCount } from '../../i18n/format.ts';
import { useWords } from '../../i18n/WordsContext.tsx';
import { KeyCap } from '../../ui/KeyCap.tsx';
import { WaitingWord } from '../../ui/WaitingWord.tsx';
import { useAct, useCashier, useView } from '../CashierContext.tsx';
import { tenderName } from '../pay/tender-words.ts';
import { PanelFrame } from './PanelFrame.tsx';

const RECEIPT_WORDS = {
  waiting: 'done.receipt.waiting',
  printing: 'done.receipt.printing',
  printed: 'done.receipt.printed',
  question: 'done.receipt.question',
  skipped: 'done.receipt.skipped',
} as const satisfies Record<SaleSummaryView['receipt'], string>;

/** The last sale and the text of its receipt, as the printer sets it; and printing it again. */
export function LastSalePanel() {
  const words = useWords();
  const { say } = words;
  const act = useAct();
  const sale = useView((view) => view.lastSale, null);
  if (sale === null) return null;
  return (
    <PanelFrame title={say('last.title')} testId="panel-last-sale" focusesFirst={false}>
      <div className="last-panel">
        <dl className="last-rows last-facts">
          <div>
            <dt>{say('last.number', { number: sale.receiptNumber })}</dt>
            <dd>{say('sell.pieces', { n: sale.pieces })}</dd>
          </div>
          <div>
            <dt>{say('sell.due')}</dt>
            <dd>{formatCount(sale.due)}</dd>
          </div>
          {sale.tenders.map((tender) => (
            <div key={tender.tenderId}>
              <dt>{tenderName(tender, [], words)}</dt>
              <dd>{formatCount(tender.amount)}</dd>
            </div>
          ))}
          <div className="last-change">
            <dt>{say('pay.change')}</dt>
            <dd>{formatCount(sale.change)}</dd>
          </div>
        </dl>
        <div className="last-print">
          <p role="status" data-testid="last-receipt-state">
            {say(RECEIPT_WORDS[sale.receipt])}
          </p>
          <button
            type="button"
            className="button"
            aria-keyshortcuts="F9"
            onClick={() => act({ kind: 'reprint' })}
            data-testid="reprint"
          >
            {say(sale.receipt === 'waiting' ? 'action.print' : 'action.reprintMarked')}
            <KeyCap label="F9" />
          </button>
          <button
            type="button"
            className="button"
            onClick={() => act({ kind: 'open-return', saleId: sale.saleId })}
            data-testid="return-sale"
          >
            {say('return.ofSale')}
          </button>
        </div>
        <ReceiptLines saleId={sale.saleId} />
      </div>
    </PanelFrame>
  );
}

interface ReceiptLinesProps {
  readonly saleId: string;
}

function ReceiptLines({ saleId }: ReceiptLinesProps) {
  const { say } = useWords();
  const { desk } = useCashier();
  const [receipt, setReceipt] = useState<ReceiptText | null>(null);
  useEffect(() => {
    let isWanted = true;
    setReceipt(null);
    void desk.client.readReceipt(saleId).then((outcome) => {
      if (!isWanted) return;
      if (outcome.ok) setReceipt(outcome.value);
      else desk.show({ kind: 'refusal', refusal: outcome.refusal });
    });
    return () => {
      isWanted = false;
    };
  }, [desk, saleId]);
  if (receipt === null) return <WaitingWord word={say('last.reading')} />;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard (WCAG 2.1.1).
    <section className="receipt-scroll" aria-label={say('last.receipt')} tabIndex={0}>
      <pre className="receipt-text" lang="zh-Hant-TW" data-testid="receipt-text">
        {receipt.lines.join('\n')}
      </pre>
    </section>
  );
}
