/** What speaks for an option, what against it, and whom it touches: the same room and the same weight for each. */
import type { Option } from '../../domain/question.ts';
import { Picture } from '../ui/picture.tsx';
import { Say, type Said } from '../ui/said.tsx';
import type { WeighWords } from './question-props.ts';

const SIDES = [
  { key: 'pro', icon: 'plus', word: 'good' },
  { key: 'con', icon: 'minus', word: 'bad' },
  { key: 'who', icon: 'friend', word: 'who' },
] as const;

interface SidesProps {
  readonly option: Option;
  readonly say: (key: string) => Said;
  readonly words: WeighWords;
}

export const Sides = ({ option, say, words }: SidesProps) => (
  <ul class="sides">
    {SIDES.map(({ key, icon, word }) => (
      <li key={key}>
        <Picture name={icon} />
        <span>
          <b>
            <Say said={words[word]} />
          </b>{' '}
          <Say said={say(`${option.id}.${key}`)} />
        </span>
      </li>
    ))}
  </ul>
);

// One for all options: with one each, radio buttons and openers alternate, and whoever steps through the page meets
// every button by itself. Styles show each option's sides below it while this stands open.
export const ShowSides = ({ words }: Pick<SidesProps, 'words'>) => (
  <details class="fold weigh">
    <summary>
      <Picture name="down" />
      <span>
        <Say said={words.both} />
      </span>
    </summary>
  </details>
);
