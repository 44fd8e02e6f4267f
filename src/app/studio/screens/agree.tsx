/** Consent, before the first word: which voice, what happens to it, said aloud and ticked, and the name or none. */
import { useState } from 'preact/hooks';
import type { Speaker } from '../../../domain/studio.ts';
import { VOICE_NAMES, VOICES, type Voice } from '../../../domain/voice.ts';
import { Choices } from '../../ui/choices.tsx';
import { Dock } from '../../ui/dock.tsx';
import { Option } from '../../ui/option.tsx';
import { ProblemBox } from '../../ui/problem-box.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { putClipsAside } from '../door.ts';
import type { MadeClip } from '../make-clip.ts';
import { say } from '../say.ts';
import type { ScreenProps, Studio } from '../studio.ts';
import { keepTrouble, type KeepTrouble } from '../trouble.ts';
import { Recorder } from '../ui/recorder.tsx';

interface Wish {
  readonly voice?: Voice;
  readonly way: string;
  readonly isTicked: boolean;
  readonly naming?: 'yes' | 'no';
  readonly name: string;
}

type Missing = 'agree.missing.voice' | 'agree.missing.say' | 'agree.missing.tick' | 'agree.missing.name';
type Wrong = Missing | `trouble.${KeepTrouble}`;

const missingIn = ({ voice, isTicked, naming, name }: Wish, consent: MadeClip | undefined): Missing | undefined => {
  if (voice === undefined) return 'agree.missing.voice';
  if (consent === undefined) return 'agree.missing.say';
  if (!isTicked) return 'agree.missing.tick';
  return naming === undefined || (naming === 'yes' && name.trim() === '') ? 'agree.missing.name' : undefined;
};

const ID_BYTES = 4;
const LONGEST_NAME = 80;
const drawId = (): string => Array.from(crypto.getRandomValues(new Uint8Array(ID_BYTES)), (byte) => byte.toString(16).padStart(2, '0')).join('');
const tidy = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, LONGEST_NAME);

/** Keeps who speaks and how they agreed, and goes on to the first word; or gives what is missing or went wrong. */
const begin = async (studio: Studio, wish: Wish, consent: MadeClip | undefined): Promise<Wrong | undefined> => {
  const missing = missingIn(wish, consent);
  const { voice } = wish;
  if (missing !== undefined || voice === undefined || consent === undefined) return missing;
  const speaker: Speaker = {
    id: drawId(),
    voice,
    way: tidy(wish.way) || VOICE_NAMES[voice],
    credit: wish.naming === 'yes' ? tidy(wish.name) : null,
    agreedOn: studio.today(),
  };
  try {
    await studio.store.addSpeaker(speaker, consent.mp3);
    await studio.store.note({ speaker: speaker.id });
    await studio.look();
  } catch (error) {
    return `trouble.${keepTrouble(error)}`;
  }
  void putClipsAside(studio, voice);
  studio.go('speak');
  return undefined;
};

const What = ({ studio }: ScreenProps) => {
  const t = studio.texts.value;
  return (
    <section>
      <h2>{t.text('agree.what')}</h2>
      <ul class="plain-list">
        {(['agree.what.heard', 'agree.what.says', 'agree.what.back', 'agree.what.stop'] as const).map((key) => (
          <li key={key}>{t.text(key)}</li>
        ))}
      </ul>
    </section>
  );
};

interface PartProps extends ScreenProps {
  readonly wish: Wish;
  readonly change: (some: Partial<Wish>) => void;
}

const WhichVoice = ({ studio, wish, change }: PartProps) => {
  const t = studio.texts.value;
  return (
    <>
      <Choices name="voice" legend={say(t, 'agree.voice')} items={VOICES.map((voice) => ({ value: voice, said: { text: VOICE_NAMES[voice], lang: voice } }))} value={wish.voice} onPick={(voice) => change({ voice })} />
      <TextField name="way" label={say(t, 'agree.way')} help={say(t, 'agree.way.help')} value={wish.way} onText={(way) => change({ way })} />
    </>
  );
};

const WhichName = ({ studio, wish, change }: PartProps) => {
  const t = studio.texts.value;
  return (
    <>
      <Choices
        name="naming"
        legend={say(t, 'agree.name')}
        items={[
          { value: 'yes', said: say(t, 'agree.name.yes') },
          { value: 'no', said: say(t, 'agree.name.no') },
        ]}
        value={wish.naming}
        onPick={(naming) => change({ naming })}
      />
      {wish.naming === 'yes' ? <TextField name="name" label={say(t, 'agree.name.field')} value={wish.name} onText={(name) => change({ name })} autocomplete="name" /> : null}
    </>
  );
};

const Said = ({ studio, consent, onClip }: ScreenProps & { readonly consent: MadeClip | undefined; readonly onClip: (clip: MadeClip | undefined) => void }) => {
  const t = studio.texts.value;
  return (
    <section>
      <h2>{t.text('agree.say')}</h2>
      <p>{t.text('agree.say.help')}</p>
      <blockquote class="to-say">{t.text('agree.sentence')}</blockquote>
      <Recorder studio={studio} clip={consent} onClip={onClip} />
      <p role="status">{consent === undefined ? '' : t.text('agree.say.done')}</p>
    </section>
  );
};

export const Agree = ({ studio }: ScreenProps) => {
  const t = studio.texts.value;
  const [wish, setWish] = useState<Wish>({ way: '', isTicked: false, name: '' });
  const [consent, setConsent] = useState<MadeClip>();
  const [wrong, setWrong] = useState<Wrong>();
  const change = (some: Partial<Wish>): void => setWish((now) => ({ ...now, ...some }));
  const goOn = async (): Promise<void> => {
    const found = await begin(studio, wish, consent);
    setWrong(found);
    if (found !== undefined) requestAnimationFrame(() => document.getElementById('problem')?.focus());
  };
  const part = { studio, wish, change };
  return (
    <main id="main" data-screen="studio-agree">
      <form
        method="dialog"
        onSubmit={(event) => {
          event.preventDefault();
          void goOn();
        }}
      >
        <div class="stop">
          <h1 tabIndex={-1}>{t.text('agree.title')}</h1>
          {wrong === undefined ? null : <ProblemBox title={say(t, 'trouble.title')} what={say(t, wrong)} />}
          <WhichVoice {...part} />
          <What studio={studio} />
          <Said studio={studio} consent={consent} onClip={setConsent} />
          <Option type="checkbox" name="agree" value="yes" said={say(t, 'agree.tick')} isChosen={wish.isTicked} onChoose={(isTicked) => change({ isTicked })} />
          <WhichName {...part} />
        </div>
        <Dock go={{ label: say(t, 'agree.begin') }} back={{ label: say(t, 'back'), onBack: () => studio.go('home') }} />
      </form>
    </main>
  );
};
