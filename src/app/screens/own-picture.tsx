/** A picture of one's own, shown from this phone, and what can be done with it. */
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { ClipId } from '../../domain/clip.ts';
import type { AppState } from '../state/app-state.ts';
import { say } from './words.ts';

interface OwnPictureProps {
  readonly app: AppState;
  readonly id: ClipId;
  /** 1 for the first. */
  readonly n: number;
  readonly children?: ComponentChildren;
}

export const OwnPicture = ({ app, id, n, children }: OwnPictureProps) => {
  const [address, setAddress] = useState('');
  useEffect(() => {
    let mine = '';
    void app.act.pictureOf(id).then((picture) => {
      if (picture) setAddress((mine = URL.createObjectURL(picture)));
    }, () => undefined);
    return () => URL.revokeObjectURL(mine);
  }, [id]);
  const label = say(app.texts.value, 'picture.label', { n }).text;
  return (
    <div class="own">
      <p id={`clip-${id}`}>
        <b>{label}</b>
      </p>
      {address === '' ? null : <img src={address} alt={label} />}
      {children === undefined ? null : <div class="buttons">{children}</div>}
    </div>
  );
};
