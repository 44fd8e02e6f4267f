/** A short list, each line with a picture: what can change, what cannot, when you hear back, what was done. */
import { Picture } from './picture.tsx';
import type { Drawn } from './picture-paths.ts';
import { Say, type Said } from './said.tsx';

const KINDS = {
  can: { icon: 'can', tone: 'leaf' },
  cannot: { icon: 'cannot', tone: 'soft' },
  'hear-back': { icon: 'reply', tone: 'sky' },
  when: { icon: 'calendar', tone: 'sky' },
  said: { icon: 'talk', tone: 'plum' },
  did: { icon: 'tick', tone: 'leaf' },
  'did-not': { icon: 'cannot', tone: 'soft' },
  microphone: { icon: 'microphone', tone: 'plum' },
  private: { icon: 'lock', tone: 'earth' },
} as const satisfies Record<string, { icon: Drawn; tone: string }>;

export interface Fact {
  readonly kind: keyof typeof KINDS;
  readonly lead: Said;
  /** Goes on in the same line. */
  readonly rest?: Said;
  /** Lines below it. */
  readonly more?: readonly Said[];
}

export const Facts = ({ items }: { readonly items: readonly Fact[] }) => (
  <ul class="facts">
    {items.map(({ kind, lead, rest, more = [] }) => (
      <li key={lead.text}>
        <Picture name={KINDS[kind].icon} class={KINDS[kind].tone} />
        <div>
          <p>
            {rest === undefined && more.length === 0 ? (
              <Say said={lead} />
            ) : (
              <b>
                <Say said={lead} />
              </b>
            )}
            {rest === undefined ? null : (
              <>
                {' '}
                <Say said={rest} />
              </>
            )}
          </p>
          {more.map((line) => (
            <p key={line.text}>
              <Say said={line} />
            </p>
          ))}
        </div>
      </li>
    ))}
  </ul>
);
