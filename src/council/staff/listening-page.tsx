/** Who listens in which language, and everything that waits to be heard. */
import { VOICES, type Voice } from '../../domain/voice.ts';
import type { Council } from '../council.ts';
import { listenersByVoice, listenIn, voicesOf } from '../listeners.ts';
import { unheardIn } from '../unheard.ts';
import { voiceName } from './clip-parts.tsx';
import { whoIs, type StaffContext } from './context.ts';
import { show } from './frame.tsx';
import { Fact, Facts } from './parts.tsx';
import { packOf } from './queries.ts';
import { WaitingToBeHeard } from './waiting.tsx';
import { say } from './words.ts';

/** More than anyone hears in a week; what is older stands first. */
const MOST_OF_A_LANGUAGE = 100;

const IListenIn = ({ mine }: { readonly mine: readonly Voice[] }) => (
  <form method="post" action="/staff/listening" class="card">
    <fieldset class="ticks">
      <legend>
        <h2>{say('listening.mine')}</h2>
      </legend>
      <p class="soft">{say('listening.mine.what')}</p>
      {VOICES.map((voice) => (
        <label>
          <input type="checkbox" name="voice" value={voice} checked={mine.includes(voice)} />
          {voiceName(voice)}
        </label>
      ))}
    </fieldset>
    <button class="button full">{say('listening.keep')}</button>
  </form>
);

const Everyone = ({ listeners }: { readonly listeners: Readonly<Record<Voice, readonly string[]>> }) => (
  <Facts>
    {VOICES.map((voice) => (
      <Fact name={voiceName(voice)}>{listeners[voice].length === 0 ? say('listening.nobody') : listeners[voice].join(', ')}</Fact>
    ))}
  </Facts>
);

export const listeningPage = (council: Council) => async (c: StaffContext) => {
  const [mine, listeners, unheard] = await Promise.all([voicesOf(council, whoIs(c)), listenersByVoice(council), unheardIn(council)]);
  return show(c, {
    title: say('listening.title'),
    here: 'listening',
    children: (
      <>
        <h1>{say('listening.title')}</h1>
        <p>{say('listening.what')}</p>
        <WaitingToBeHeard of={unheard} titleOf={(pack) => packOf(council, pack)?.words['title'] ?? pack} most={MOST_OF_A_LANGUAGE} />
        {unheard.languages.length === 0 && unheard.notArrived === 0 ? <p class="empty">{say('listening.empty')}</p> : null}
        <IListenIn mine={mine} />
        <h2>{say('listening.everyone')}</h2>
        <Everyone listeners={listeners} />
      </>
    ),
  });
};

/** "I listen in Somali and Sylheti." */
export const keepListeningPage = (council: Council) => async (c: StaffContext) => {
  const chosen = (await c.req.parseBody({ all: true }))['voice'];
  const said = Array.isArray(chosen) ? chosen : [chosen];
  await listenIn(council, whoIs(c), VOICES.filter((voice) => said.includes(voice)));
  return c.redirect('/staff/listening', 303);
};
