/** One prompt after another: its words, what to know about it, how it sounds now; then record, hear, keep or do it again. */
import { useState } from 'preact/hooks';
import { TEXT_OF } from '../../../domain/voice.ts';
import type { Speaker, StudioList, StudioPrompt } from '../../../domain/studio.ts';
import { Button } from '../../ui/button.tsx';
import { Dock } from '../../ui/dock.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ProblemBox } from '../../ui/problem-box.tsx';
import { useFreshHeading } from '../fresh-heading.ts';
import type { MadeClip } from '../make-clip.ts';
import { isOnceMore, placeOf, toSay } from '../queue.ts';
import { say } from '../say.ts';
import type { ScreenProps, Studio } from '../studio.ts';
import { keepTrouble, type KeepTrouble } from '../trouble.ts';
import { Recorder } from '../ui/recorder.tsx';

const Now = ({ studio, prompt }: ScreenProps & { readonly prompt: StudioPrompt }) => {
  const t = studio.texts.value;
  const [isMissing, setMissing] = useState(false);
  const { now } = prompt;
  if (now === undefined) return <p class="soft">{t.text('speak.now.none')}</p>;
  const hear = async (): Promise<void> => setMissing((await studio.ear.hear(now.file)) === 'missing');
  return (
    <>
      <Button label={say(t, now.isComputer ? 'speak.now.computer' : 'speak.now.person')} icon="listen" onPick={() => void hear()} />
      <p role="status">{isMissing ? t.text('speak.now.missing') : ''}</p>
    </>
  );
};

const About = ({ studio, prompt }: ScreenProps & { readonly prompt: StudioPrompt }) => {
  const t = studio.texts.value;
  return (
    <dl class="about-prompt">
      {prompt.english === undefined ? null : (
        <div>
          <dt>{t.text('speak.english')}</dt>
          <dd lang="en">{prompt.english}</dd>
        </div>
      )}
      {prompt.note === undefined ? null : (
        <div>
          <dt>{t.text('speak.note')}</dt>
          <dd lang="en">{prompt.note}</dd>
        </div>
      )}
    </dl>
  );
};

const keep = async (studio: Studio, { id, voice }: Speaker, prompt: StudioPrompt, { mp3, seconds }: MadeClip): Promise<KeepTrouble | undefined> => {
  const { shelf, name, text, textHash } = prompt;
  try {
    await studio.store.keep({ voice, shelf, name, text, textHash, speaker: id, recordedOn: studio.today(), seconds, state: 'spoken', reviewedBy: null }, mp3);
    await studio.look();
    return undefined;
  } catch (error) {
    return keepTrouble(error);
  }
};

interface OneProps extends ScreenProps {
  readonly speaker: Speaker;
  readonly list: StudioList;
  readonly open: readonly StudioPrompt[];
  readonly prompt: StudioPrompt;
  readonly onLater: () => void;
}

/** Keyed by its prompt: nothing that was said for one may be kept for the next. */
const One = ({ studio, speaker, list, open, prompt, onLater }: OneProps) => {
  const t = studio.texts.value;
  const [clip, setClip] = useState<MadeClip>();
  const [trouble, setTrouble] = useState<KeepTrouble>();
  const { voice } = speaker;
  const goOn = async (): Promise<void> => {
    if (clip === undefined) return;
    studio.ear.hush();
    setTrouble(await keep(studio, speaker, prompt, clip));
  };
  return (
    <form
      method="dialog"
      onSubmit={(event) => {
        event.preventDefault();
        void goOn();
      }}
    >
      <div class="stop">
        <h1 tabIndex={-1}>{t.text('speak.title')}</h1>
        <p class="soft">{t.text(prompt.isCore ? 'speak.count.core' : 'speak.count', placeOf(list, open, prompt))}</p>
        {trouble === undefined ? null : <ProblemBox title={say(t, 'trouble.title')} what={say(t, `trouble.${trouble}`)} />}
        {isOnceMore(list, studio.takes.value, prompt) ? <Notice said={say(t, 'speak.once-more')} /> : null}
        <blockquote class="to-say" lang={TEXT_OF[voice]}>
          {prompt.text}
        </blockquote>
        {prompt.goesOn ? <Notice said={say(t, 'speak.goes-on')} /> : null}
        <Recorder studio={studio} clip={clip} onClip={setClip} />
        <About studio={studio} prompt={prompt} />
        <Now studio={studio} prompt={prompt} />
        <p class="ways-out">
          <Button label={say(t, 'speak.later')} onPick={onLater} />
          <Button label={say(t, 'speak.other')} onPick={() => studio.go('agree')} />
          <Button label={say(t, 'speak.stop-here')} onPick={() => studio.go('home')} />
        </p>
      </div>
      <Dock go={{ label: say(t, clip === undefined ? 'speak.wait' : 'speak.keep'), isBusy: clip === undefined }} back={{ label: say(t, 'back'), onBack: () => studio.go('home') }} />
    </form>
  );
};

/** Nothing more to say; or, where the words could not be fetched yet, nothing to say it from. */
const Nothing = ({ studio, isMissing }: ScreenProps & { readonly isMissing: boolean }) => {
  const t = studio.texts.value;
  return (
    <div class="stop">
      <h1 tabIndex={-1}>{t.text(isMissing ? 'trouble.title' : 'speak.done')}</h1>
      {isMissing ? <p>{t.text('trouble.could-not-load')}</p> : null}
      <Button label={say(t, 'speak.other')} look="outline" onPick={() => studio.go('agree')} />
      <Button label={say(t, 'back')} icon="back" look="outline" onPick={() => studio.go('home')} />
    </div>
  );
};

export const Speak = ({ studio }: ScreenProps) => {
  const [later, setLater] = useState<ReadonlySet<string>>(new Set());
  const speaker = studio.speaker.value;
  const list = speaker && studio.lists.value.get(speaker.voice);
  const open = list === undefined ? [] : toSay(list, studio.takes.value, later);
  const [prompt] = open;
  const name = prompt === undefined ? '' : `${prompt.shelf} ${prompt.name}`;
  useFreshHeading(name);
  return (
    <main id="main" data-screen="studio-speak" data-prompt={name}>
      {speaker === undefined || list === undefined || prompt === undefined ? (
        <Nothing studio={studio} isMissing={list === undefined} />
      ) : (
        <One key={name} studio={studio} speaker={speaker} list={list} open={open} prompt={prompt} onLater={() => setLater(new Set([...later, name]))} />
      )}
    </main>
  );
};
