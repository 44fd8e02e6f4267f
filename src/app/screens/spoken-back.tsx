/** What was said aloud, read back: how many recordings, how long, and each to be heard. */
import type { ClipFacts } from '../../domain/clip.ts';
import type { AppState } from '../state/app-state.ts';
import { OwnClip } from '../ui/own-clip.tsx';
import { OwnPicture } from './own-picture.tsx';
import { lengthOf, say } from './words.ts';

export const SpokenBack = ({ app, clips }: { readonly app: AppState; readonly clips: readonly ClipFacts[] }) => {
  const t = app.texts.value;
  const pictures = clips.filter(({ medium }) => medium === 'picture');
  const sounds = clips.filter(({ medium }) => medium === 'sound');
  const all = clips.reduce((sum, { seconds }) => sum + seconds, 0);
  return (
    <>
      {pictures.map(({ id }, index) => (
        <OwnPicture key={id} app={app} id={id} n={index + 1} />
      ))}
      {sounds.length === 0 ? null : (
        <p class="strong">
          <span>{t.text('speak.count', { count: sounds.length })}</span>
          {' · '}
          <span>{lengthOf(t, all).text}</span>
        </p>
      )}
      {sounds.map(({ id, seconds }, index) => {
        const isPlaying = app.speaking.value?.playing.value === id;
        const play = say(t, isPlaying ? 'speak.quiet' : 'speak.hear');
        return (
          <OwnClip
            key={id}
            id={`clip-${id}`}
            label={say(t, 'speak.clip', { n: index + 1 })}
            length={lengthOf(t, seconds)}
            play={play}
            isPlaying={isPlaying}
            onPlay={() => app.act.play(id)}
          />
        );
      })}
    </>
  );
};
