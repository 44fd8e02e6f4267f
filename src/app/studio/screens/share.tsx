/** Handing on: what two people stand for, as one file for the council; and from phone to phone, so that a second person can listen on theirs. */
import { useRef, useState } from 'preact/hooks';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ProblemBox } from '../../ui/problem-box.tsx';
import { say } from '../say.ts';
import type { ScreenProps, Studio } from '../studio.ts';
import type { TakenIn } from '../take-in.ts';
import { keepTrouble, type KeepTrouble } from '../trouble.ts';

/** Browsers need the address for as long as they take to write the file. */
const GIVE_UP_MS = 60_000;

const download = (file: File): void => {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), GIVE_UP_MS);
};

/** Phones can hand a file to another app, such as mail, at once. */
const canSend = (file: File): boolean => navigator.canShare?.({ files: [file] }) === true;

const Made = ({ studio, file, isForCouncil }: ScreenProps & { readonly file: File; readonly isForCouncil: boolean }) => {
  const t = studio.texts.value;
  return (
    <Notice said={say(t, 'share.made', { file: file.name })} icon="tick">
      {isForCouncil ? <p>{t.text('share.give')}</p> : null}
      {canSend(file) ? <Button label={say(t, 'share.send')} icon="sent" look="outline" onPick={() => void navigator.share({ files: [file] }).catch(() => undefined)} /> : null}
    </Notice>
  );
};

type Whom = 'council' | 'phone';

const Refused = ({ studio, refused }: ScreenProps & Pick<TakenIn, 'refused'>) => {
  const t = studio.texts.value;
  if (refused.length === 0) return null;
  return (
    <>
      <p class="strong">{t.text('share.left-out')}</p>
      <ul class="plain-list">
        {refused.map(({ name, why }) => (
          <li key={name}>
            <span lang="en">{name}</span>: {t.text(`share.not.${why}`)}
          </li>
        ))}
      </ul>
    </>
  );
};

type Found = TakenIn | 'no-file' | KeepTrouble;

const takeFile = async (studio: Studio, file: File): Promise<Found> => {
  const { takeIn } = await import('../take-in.ts');
  try {
    return (await takeIn(studio, file)) ?? 'no-file';
  } catch (error) {
    return keepTrouble(error);
  }
};

/** What another phone has made. */
const FromPhone = ({ studio }: ScreenProps) => {
  const t = studio.texts.value;
  const [found, setFound] = useState<Found>();
  const chooser = useRef<HTMLInputElement>(null);
  const take = async (from: HTMLInputElement): Promise<void> => {
    const file = from.files?.[0];
    if (file !== undefined) setFound(await takeFile(studio, file));
    // So that the same file may be chosen again.
    from.value = '';
  };
  return (
    <>
      {/* The browser's own control speaks its own language, and is cut off where letters are large. */}
      <input ref={chooser} id="other-file" type="file" accept=".zip,application/zip" hidden onChange={(event) => void take(event.currentTarget)} />
      <Button label={say(t, 'share.take-in')} icon="plus" look="outline" onPick={() => chooser.current?.click()} />
      <div role="status">
        {found === undefined ? null : typeof found === 'string' ? (
          <Notice said={say(t, found === 'no-file' ? 'share.no-file' : `trouble.${found}`)} icon="warning" />
        ) : (
          <Notice said={say(t, 'share.taken', { count: found.count })} icon={found.refused.length === 0 ? 'tick' : 'info'}>
            <Refused studio={studio} refused={found.refused} />
          </Notice>
        )}
      </div>
    </>
  );
};

/** Makes the file, and remembers for whom. */
const useMade = (studio: Studio) => {
  const [made, setMade] = useState<{ readonly file: File; readonly whom: Whom }>();
  const [isMissing, setMissing] = useState(false);
  const make = async (whom: Whom): Promise<void> => {
    try {
      const { packUp } = await import('../pack-up.ts');
      const file = await packUp(studio.store, studio.today(), whom);
      download(file);
      setMade({ file, whom });
      setMissing(false);
    } catch {
      setMissing(true);
    }
  };
  return { made, isMissing, make };
};

export const Share = ({ studio }: ScreenProps) => {
  const t = studio.texts.value;
  const { made, isMissing, make } = useMade(studio);
  const count = studio.takes.value.filter(({ state }) => state === 'approved').length;
  const hasAny = studio.takes.value.some(({ state }) => state !== 'again');
  const madeFor = (whom: Whom) => <div role="status">{made?.whom === whom ? <Made studio={studio} file={made.file} isForCouncil={whom === 'council'} /> : null}</div>;
  return (
    <main id="main" data-screen="studio-share">
      <div class="stop">
        <h1 tabIndex={-1}>{t.text('share.title')}</h1>
        {isMissing ? <ProblemBox title={say(t, 'trouble.title')} what={say(t, 'trouble.could-not-load')} /> : null}
        <p>{t.text(count === 0 ? 'share.none' : 'share.ready', { count })}</p>
        {count === 0 ? null : <p>{t.text('share.what')}</p>}
        {count === 0 ? null : <Button label={say(t, 'share.make')} icon="received" look="full" onPick={() => void make('council')} />}
        {madeFor('council')}
        <section>
          <h2>{t.text('share.other')}</h2>
          <p>{t.text('share.other.what')}</p>
          {hasAny ? <Button label={say(t, 'share.make-other')} icon="device" look="outline" onPick={() => void make('phone')} /> : null}
          {madeFor('phone')}
          <FromPhone studio={studio} />
        </section>
        <Button label={say(t, 'back')} icon="back" look="outline" onPick={() => studio.go('home')} />
      </div>
    </main>
  );
};
