/** Handing on what was said of the words, as one file that the council puts into the repository. */
import { useState } from 'preact/hooks';
import { speakerFile, type WordList } from '../../domain/word-list.ts';
import type { StudioTexts } from '../../i18n/studio-texts.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { say } from './say.ts';
import type { WordsDesk } from './words-desk.ts';

/** Long enough for the slowest phone to have begun its download. */
const FREE_AFTER_MS = 60_000;

const download = (name: string, content: string): void => {
  const address = URL.createObjectURL(new Blob([content], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), FREE_AFTER_MS);
};

export const WordsShare = ({ texts: t, desk, list, today }: { readonly texts: StudioTexts; readonly desk: WordsDesk; readonly list: WordList; readonly today: string }) => {
  const [made, setMade] = useState('');
  const { agreed, name = '' } = desk.person.value;
  const by = agreed === 'name' && name !== '' ? name : null;
  const file = speakerFile(list, desk.saids.value, by);
  const fileName = `our-turn-words-${list.lang}-${today}.json`;
  const make = () => {
    download(fileName, `${JSON.stringify(file, null, 1)}\n`);
    setMade(fileName);
  };
  return (
    <>
      <h1 tabIndex={-1}>{t.text('words.share.title')}</h1>
      <p>{t.text('words.share.what')}</p>
      <p>{by === null ? t.text('words.share.no-name') : t.text('words.share.name', { name: by })}</p>
      <p class="strong">{file.words.length === 0 ? t.text('words.share.none') : t.text('words.share.ready', { count: file.words.length })}</p>
      {file.words.length === 0 ? null : <Button label={say(t, 'words.share.make')} icon="sent" look="full" onPick={make} />}
      {made === '' ? null : (
        <div role="status">
          <Notice said={say(t, 'words.share.made', { file: made })} icon="tick">
            <p>{t.text('words.share.give')}</p>
          </Notice>
        </div>
      )}
    </>
  );
};
