/** A second pair of ears: hears each recording to its end without the words, then sees them, and says yes or once more. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Take } from '../../../domain/studio.ts';
import { TEXT_OF } from '../../../domain/voice.ts';
import { Button } from '../../ui/button.tsx';
import { Dock } from '../../ui/dock.tsx';
import { Option } from '../../ui/option.tsx';
import { Picture } from '../../ui/picture.tsx';
import { ProblemBox } from '../../ui/problem-box.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useFreshHeading } from '../fresh-heading.ts';
import { toHear } from '../queue.ts';
import { say } from '../say.ts';
import type { ScreenProps } from '../studio.ts';
import { keepTrouble, type KeepTrouble } from '../trouble.ts';

const Who = ({ studio, onWho }: ScreenProps & { readonly onWho: (name: string) => void }) => {
  const t = studio.texts.value;
  const [name, setName] = useState('');
  const [isOther, setOther] = useState(false);
  const [wrong, setWrong] = useState<'approve.missing.name' | 'approve.missing.other'>();
  const begin = (): void => {
    // Someone of the speaker's own name would hear nothing, and is told why.
    const isOwn = toHear(studio.takes.value, studio.speakers.value, name).length === 0;
    const found = name.trim() === '' ? 'approve.missing.name' : isOther && !isOwn ? undefined : 'approve.missing.other';
    setWrong(found);
    if (found === undefined) onWho(name.trim());
    else requestAnimationFrame(() => document.getElementById('problem')?.focus());
  };
  return (
    <form
      method="dialog"
      onSubmit={(event) => {
        event.preventDefault();
        begin();
      }}
    >
      <div class="stop">
        <h1 tabIndex={-1}>{t.text('approve.title')}</h1>
        <p>{t.text('approve.what')}</p>
        {wrong === undefined ? null : <ProblemBox title={say(t, 'trouble.title')} what={say(t, wrong)} />}
        <TextField name="listener" label={say(t, 'approve.name')} help={say(t, 'approve.name.help')} value={name} onText={setName} autocomplete="name" />
        <Option type="checkbox" name="other" value="yes" said={say(t, 'approve.other')} isChosen={isOther} onChoose={setOther} />
      </div>
      <Dock go={{ label: say(t, 'approve.begin') }} back={{ label: say(t, 'back'), onBack: () => studio.go('home') }} />
    </form>
  );
};

type Step = 'unheard' | 'heard' | 'shown';

const Answer = ({ studio, take, onAnswer }: ScreenProps & { readonly take: Take; readonly onAnswer: (state: 'approved' | 'again') => void }) => {
  const t = studio.texts.value;
  const words = useRef<HTMLQuoteElement>(null);
  // The button that showed them has gone, and the focus with it.
  useEffect(() => words.current?.focus(), []);
  return (
    <section>
      <blockquote ref={words} class="to-say" tabIndex={-1} lang={TEXT_OF[take.voice]}>
        {take.text}
      </blockquote>
      <h2>{t.text('approve.ask')}</h2>
      <div class="list">
        <Button label={say(t, 'approve.yes')} icon="tick" look="full" onPick={() => onAnswer('approved')} />
        <Button label={say(t, 'approve.no')} icon="undo" look="outline" onPick={() => onAnswer('again')} />
      </div>
    </section>
  );
};

const One = ({ studio, take, listener }: ScreenProps & { readonly take: Take; readonly listener: string }) => {
  const t = studio.texts.value;
  const [step, setStep] = useState<Step>('unheard');
  const [trouble, setTrouble] = useState<KeepTrouble>();
  const listen = async (): Promise<void> => {
    const sound = await studio.store.soundOf(take);
    if (sound !== undefined && (await studio.ear.hear(sound)) === 'heard') setStep((now) => (now === 'unheard' ? 'heard' : now));
  };
  const answer = async (state: 'approved' | 'again'): Promise<void> => {
    studio.ear.hush();
    try {
      await studio.store.judge(take, state, listener);
      await studio.look();
    } catch (error) {
      setTrouble(keepTrouble(error));
    }
  };
  return (
    <div class="stop">
      <h1 tabIndex={-1}>{t.text('approve.listen.title')}</h1>
      {trouble === undefined ? null : <ProblemBox title={say(t, 'trouble.title')} what={say(t, `trouble.${trouble}`)} />}
      <p>{t.text('approve.listen.help')}</p>
      <button type="button" class="record listen-first" onClick={() => void listen()}>
        <Picture name="listen" />
        <span>{t.text('listen')}</span>
      </button>
      <p role="status" class="visually-hidden">
        {step === 'heard' ? t.text('approve.show') : ''}
      </p>
      {step === 'heard' ? <Button label={say(t, 'approve.show')} icon="read" look="full" onPick={() => setStep('shown')} /> : null}
      {step === 'shown' ? <Answer studio={studio} take={take} onAnswer={(state) => void answer(state)} /> : null}
      <p class="ways-out">
        <Button label={say(t, 'speak.stop-here')} onPick={() => studio.go('home')} />
      </p>
    </div>
  );
};

export const Approve = ({ studio }: ScreenProps) => {
  const t = studio.texts.value;
  const [listener, setListener] = useState('');
  const [take] = toHear(studio.takes.value, studio.speakers.value, listener);
  const name = take === undefined ? '' : `${take.voice} ${take.shelf} ${take.name}`;
  useFreshHeading(`${listener} ${name}`);
  return (
    <main id="main" data-screen="studio-approve" data-prompt={listener === '' ? '' : name}>
      {take === undefined ? (
        <div class="stop">
          <h1 tabIndex={-1}>{t.text('approve.title')}</h1>
          <p>{t.text('approve.none')}</p>
          <Button label={say(t, 'back')} icon="back" look="outline" onPick={() => studio.go('home')} />
        </div>
      ) : listener === '' ? (
        <Who studio={studio} onWho={setListener} />
      ) : (
        <One key={name} studio={studio} take={take} listener={listener} />
      )}
    </main>
  );
};
