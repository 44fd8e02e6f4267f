/** Handing on: everything that two people stand for, as one file for the council. */
import { useState } from 'preact/hooks';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ProblemBox } from '../../ui/problem-box.tsx';
import { say } from '../say.ts';
import type { ScreenProps } from '../studio.ts';

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

const Made = ({ studio, file }: ScreenProps & { readonly file: File }) => {
  const t = studio.texts.value;
  return (
    <Notice said={say(t, 'share.made', { file: file.name })} icon="tick">
      <p>{t.text('share.give')}</p>
      {canSend(file) ? <Button label={say(t, 'share.send')} icon="sent" look="outline" onPick={() => void navigator.share({ files: [file] }).catch(() => undefined)} /> : null}
    </Notice>
  );
};

export const Share = ({ studio }: ScreenProps) => {
  const t = studio.texts.value;
  const [file, setFile] = useState<File>();
  const [isMissing, setMissing] = useState(false);
  const count = studio.takes.value.filter(({ state }) => state === 'approved').length;
  const make = async (): Promise<void> => {
    try {
      const { packUp } = await import('../pack-up.ts');
      const made = await packUp(studio.store, studio.today());
      download(made);
      setFile(made);
      setMissing(false);
    } catch {
      setMissing(true);
    }
  };
  return (
    <main id="main" data-screen="studio-share">
      <div class="stop">
        <h1 tabIndex={-1}>{t.text('share.title')}</h1>
        <p>{t.text(count === 0 ? 'share.none' : 'share.ready', { count })}</p>
        {isMissing ? <ProblemBox title={say(t, 'trouble.title')} what={say(t, 'trouble.could-not-load')} /> : null}
        {count === 0 ? null : (
          <>
            <p>{t.text('share.what')}</p>
            <Button label={say(t, 'share.make')} icon="received" look="full" onPick={() => void make()} />
          </>
        )}
        <div role="status">{file === undefined ? null : <Made studio={studio} file={file} />}</div>
        <Button label={say(t, 'back')} icon="back" look="outline" onPick={() => studio.go('home')} />
      </div>
    </main>
  );
};
