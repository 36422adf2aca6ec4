import type { Connection } from '../../src-main/contract/bridge.ts';
import { isKnownRefusal, wordsIn } from '../i18n/catalogue.ts';
import { Icon } from '../ui/Icon.tsx';
import { useBench } from './bench.ts';
import type { Notice } from './use-acts.ts';

/** What was not done and why, above the log; it stays until something succeeds. */
export function NoticeBar({ connection }: { readonly connection: Connection }) {
  const { acts, say } = useBench();
  if (connection !== 'open') {
    return (
      <p className="bench-notice" data-tone="stop" role="alert" data-testid="bench-notice">
        <Icon name="octagon" size={20} />
        <span>{say(connection === 'lost' ? 'bench.connection.lost' : 'bench.connection.refused')}</span>
      </p>
    );
  }
  if (acts.notice === null) return null;
  const isMild = acts.notice.kind === 'unavailable';
  return (
    <p
      className="bench-notice"
      data-tone={isMild ? 'warn' : 'stop'}
      role={isMild ? 'status' : 'alert'}
      data-testid="bench-notice"
    >
      <Icon name={isMild ? 'triangle' : 'octagon'} size={20} />
      <NoticeText notice={acts.notice} />
    </p>
  );
}

function NoticeText({ notice }: { readonly notice: Notice }) {
  const { say, language } = useBench();
  switch (notice.kind) {
    case 'unavailable':
      return <span>{say(notice.reason)}</span>;
    case 'lost':
      return <span>{say('bench.lost', { act: notice.act })}</span>;
    case 'refused': {
      const { code, refusal, act } = notice;
      const { what, safe } = wordsIn[language].sayRefusal(refusal);
      const { problem } = refusal.params;
      // A simulator says what is wrong with the parameters of an act.
      if (code === 'malformed' && typeof problem === 'string') {
        return (
          <span>
            {say('bench.malformed', { act })} <span lang="en">{problem}</span>
          </span>
        );
      }
      return (
        <>
          <span>{isKnownRefusal(code) ? `${what}${safe}` : say('bench.refused', { act })}</span>
          <small className="bench-notice-code">
            {code === refusal.number ? code : `${refusal.number} ${code}`}
          </small>
        </>
      );
    }
  }
}
