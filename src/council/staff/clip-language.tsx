/** Saying which language a recording really is in, so that it waits for those who know it. */
import { VOICES, type Voice } from '../../domain/voice.ts';
import type { Listening } from '../hearing.ts';
import { voiceName } from './clip-parts.tsx';
import { say } from './words.ts';

/** "This is Sylheti": for whoever listens, in whatever language. */
export const ClipLanguage = ({ listening: { recording, opening }, mine }: { readonly listening: Listening; readonly mine: readonly Voice[] }) => (
  <section class="card" aria-labelledby="language-title">
    <h2 id="language-title">{say('language.title')}</h2>
    {mine.length === 0 ? (
      <p>
        {say('language.listeners-only')} <a href="/staff/listening">{say('listening.register')}</a>
      </p>
    ) : (
      <form method="post" action={`/staff/clips/${recording.id}/language`} class="writing">
        <input type="hidden" name="opening" value={opening} />
        <div class="field">
          <label for="language">{say('language.this-is')}</label>
          <select id="language" name="language">
            {VOICES.map((voice) => (
              <option value={voice} selected={voice === recording.voice}>
                {voiceName(voice)}
              </option>
            ))}
          </select>
        </div>
        <button class="button">{say('language.do')}</button>
        <p class="soft">{say('language.what')}</p>
      </form>
    )}
  </section>
);
