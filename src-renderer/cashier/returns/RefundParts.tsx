import type { EarnView, ReturnPreview } from '../../../src-main/contract/sale-views.ts';
import { formatCount, formatMoney, formatPoints } from '../../i18n/format.ts';
import { nameIn } from '../../i18n/label.ts';
import { useWords } from '../../i18n/WordsContext.tsx';

const PLUS = '+';
/** As wide as a digit (ui.md, Numbers and names). */
const MINUS = '\u2212';

interface RefundPartsProps {
  readonly preview: ReturnPreview;
}

/** The refund, how it goes back, and the points that go and come with it. */
export function RefundParts({ preview }: RefundPartsProps) {
  const { say } = useWords();
  return (
    <>
      <p className="return-refund">
        <span>{say('return.refund')}</span>
        <strong data-testid="return-refund">{formatMoney(preview.refund)}</strong>
      </p>
      <ul className="return-parts" aria-label={say('return.refundTo')}>
        {preview.tenders.map(({ type, amount, programmeName }) => (
          <li key={`${type} ${programmeName ?? ''}`} data-testid={`refund-${type}`}>
            <span>{programmeName ?? say(`return.tender.${type}`)}</span>
            <span>{formatCount(amount)}</span>
          </li>
        ))}
        {preview.clawback.map((points) => (
          <PointsRow key={`clawback ${points.programmeId}`} kind="clawback" points={points} />
        ))}
        {preview.givenBack.map((points) => (
          <PointsRow key={`given ${points.programmeId}`} kind="givenBack" points={points} />
        ))}
      </ul>
    </>
  );
}

interface PointsRowProps {
  readonly kind: 'clawback' | 'givenBack';
  readonly points: EarnView;
}

function PointsRow({ kind, points }: PointsRowProps) {
  const { say, language } = useWords();
  return (
    <li className="return-points" data-testid={`refund-${kind}`}>
      <span>{say(`return.${kind}`, { name: nameIn(points.name, language) })}</span>
      <span>
        {say(points.unit === 'stamps' ? 'return.stamps' : 'return.points', {
          sign: kind === 'clawback' ? MINUS : PLUS,
          n: formatPoints(points.points, points.decimals),
        })}
      </span>
    </li>
  );
}
