import { useState } from 'react';
import type { BenchMember, BenchMemberCode } from '../../src-main/contract/workbench.ts';
import { Icon } from '../ui/Icon.tsx';
import { useBench } from './bench.ts';
import { Card } from './Card.tsx';
import { BenchButton } from './ControlButton.tsx';
import type { ScannerId } from './control.ts';
import { controlsOf } from './controls.ts';
import { lineState } from './device-state.ts';
import { PhoneFace } from './PhoneFace.tsx';
import { CODE_LETTERS, scanPhone, showCode } from './phone.ts';

const SCANNERS = [
  { scanner: 'scanner', label: 'bench.codes.bySerial', letter: 'Z' },
  { scanner: 'hid-scanner', label: 'bench.codes.byHid', letter: 'X' },
] as const;

const CUT_OFF = controlsOf('network').find(({ id }) => id.endsWith('down'))?.letter;

/** Sample members and their phones, to be held under a scanner: codes, tokens of the app, coupons sound and not. */
export function PhonePage() {
  const { view, say } = useBench();
  const [memberId, setMemberId] = useState<string | null>(null);
  const [shown, setShown] = useState<BenchMemberCode | null>(null);
  const member = view.members.find((each) => each.memberId === memberId) ?? view.members[0];
  if (member === undefined) return <p className="bench-empty">{say('bench.phone.none')}</p>;
  const isOwn = shown?.memberId === member.memberId;
  return (
    <>
      <MembersCard
        chosen={member}
        onChoose={(chosen) => {
          setMemberId(chosen.memberId);
          setShown(null);
        }}
      />
      <PhoneFace member={member} shown={isOwn ? shown : null} />
      <CodesCard member={member} shown={isOwn ? shown : null} onShown={setShown} />
    </>
  );
}

interface MembersCardProps {
  readonly chosen: BenchMember;
  readonly onChoose: (member: BenchMember) => void;
}

function MembersCard({ chosen, onChoose }: MembersCardProps) {
  const { view, say } = useBench();
  return (
    <Card
      id="member-list"
      icon={<Icon name="person" size={20} />}
      title={say('bench.phone.members')}
      state=""
      tone="plain"
    >
      <fieldset className="bench-members" aria-label={say('bench.phone.members')}>
        {view.members.map((member, index) => (
          <div key={member.memberId} className="bench-member">
            <BenchButton
              testId={`member-${member.memberId}`}
              letter={String(index + 1)}
              isOnPage
              isSelected={member === chosen}
              isProduct
              onPress={() => onChoose(member)}
            >
              {member.name}
            </BenchButton>
            <p className="bench-caption">
              {member.traits.map((trait) => say(`bench.trait.${trait}`)).join(say('bench.trait.between'))}
            </p>
          </div>
        ))}
      </fieldset>
    </Card>
  );
}

interface CodesCardProps {
  readonly member: BenchMember;
  readonly shown: BenchMemberCode | null;
  readonly onShown: (shown: BenchMemberCode) => void;
}

/** What the phone can show, and holding it under a scanner. */
function CodesCard({ member, shown, onShown }: CodesCardProps) {
  const { bridge, view, say, acts } = useBench();
  const [scanner, setScanner] = useState<ScannerId>('scanner');
  const { key, tone } = lineState(view, scanner);
  const scan = scanPhone(bridge, view, scanner, { name: say('bench.phone.scan'), shown });
  return (
    <Card
      id="phone-codes"
      icon={<Icon name="phone" size={20} />}
      title={say('bench.phone.choose')}
      state={say(key)}
      tone={tone}
    >
      {member.codes.length === 0 && (
        <p className="bench-caption" data-testid="bench-phone-only">
          {say('bench.phone.sayNumberHint')}
        </p>
      )}
      <div className="bench-grid" data-columns="2">
        {member.codes.map((code) => {
          const name = say(`bench.code.${code}`);
          return (
            <BenchButton
              key={code}
              testId={`phone-${code}`}
              letter={CODE_LETTERS[code]}
              isOnPage
              isSelected={shown?.code === code}
              onPress={() => acts.run(showCode(bridge, member, code, { name, onShown }))}
            >
              {name}
            </BenchButton>
          );
        })}
      </div>
      <fieldset className="bench-choice" aria-label={say('bench.phone.scanner')}>
        {SCANNERS.map(({ scanner: each, label, letter }) => (
          <BenchButton
            key={each}
            testId={`phone-by-${each}`}
            letter={letter}
            isOnPage
            isSelected={each === scanner}
            onPress={() => setScanner(each)}
          >
            {say(label)}
          </BenchButton>
        ))}
      </fieldset>
      <BenchButton
        testId="phone-scan"
        letter="S"
        isOnPage
        isUnavailable={scan.unavailable !== null}
        onPress={() => acts.run(scan)}
      >
        {say('bench.phone.scan')}
      </BenchButton>
      {CUT_OFF !== undefined && (
        <p className="bench-caption">{say('bench.phone.offline', { letter: CUT_OFF })}</p>
      )}
    </Card>
  );
}
