/** Adding a photograph or a drawing to an answer in words, where the conversation asks for one. */
import { useState } from 'preact/hooks';
import { Button } from '../ui/button.tsx';
import { DrawPad } from '../ui/draw-pad.tsx';
import { FileButton } from '../ui/file-button.tsx';
import type { Speaking } from '../voice/speaking.ts';
import type { SpeakProps } from './speak-props.ts';
import { say } from './words.ts';

export const PicturePanel = ({ app, to, also = [], speaking }: SpeakProps & { readonly speaking: Speaking }) => {
  const t = app.texts.value;
  const [isDrawing, setDrawing] = useState(false);
  const add = (file: Blob): void => {
    setDrawing(false);
    speaking.picture(to, file);
  };
  if (isDrawing) {
    return (
      <DrawPad
        label={say(t, 'picture.pad')}
        undo={say(t, 'picture.undo')}
        clear={say(t, 'picture.clear')}
        done={say(t, 'picture.done')}
        close={say(t, 'speak.not-now')}
        onDone={add}
        onClose={() => setDrawing(false)}
      />
    );
  }
  return (
    <>
      <p class="help">{t.text(also.includes('photo') ? 'picture.why' : 'picture.caption')}</p>
      <div class="buttons">
        {also.includes('photo') ? <FileButton label={say(t, 'picture.take')} icon="camera" isCamera onFile={add} /> : null}
        {also.includes('photo') ? <FileButton label={say(t, 'picture.choose')} icon="screen" onFile={add} /> : null}
        {also.includes('draw') ? <Button label={say(t, 'picture.draw')} icon="pen" look="outline" onPick={() => setDrawing(true)} /> : null}
      </div>
    </>
  );
};
