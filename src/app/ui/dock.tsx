/** The bar at the foot of every stop: Back is always left, Go on always right; it covers nothing. */
import { Picture } from './picture.tsx';
import type { Drawn } from './picture-paths.ts';
import { pressed } from './pressed.ts';
import { Say, type Said } from './said.tsx';

export interface ListenProps {
  readonly label: Said;
  readonly icon: Drawn;
  readonly onListen: (isVirtual: boolean) => void;
}

const ListenButton = ({ label, icon, onListen }: ListenProps) => (
  <button type="button" class="listen" data-listen {...pressed(onListen)}>
    <Picture name={icon} />
    <span>
      <Say said={label} />
    </span>
  </button>
);

export interface DockProps {
  /** Goes on by handing in the screen's form; as a link where there is no form left to hand in. */
  readonly go: { readonly label: Said; readonly isBusy?: boolean; readonly href?: string };
  /** Only where there is a voice. `onListen` hears whether the click came from a screen reader. */
  readonly listen?: ListenProps | undefined;
  /** While someone is being recorded there is nothing to press here. */
  readonly isOff?: boolean;
  readonly back?: { readonly label: Said; readonly onBack?: () => void; readonly href?: string } | undefined;
}

// Go on comes first in the order of stops, since it is what most people want after an answer; the grid in
// parts.css puts it on the right, and listening between the two.
export const Dock = ({ go, back, listen, isOff = false }: DockProps) => (
  <div class="dock" inert={isOff}>
    {go.href === undefined ? (
      // Not `disabled`: that would throw away the focus of whoever pressed it.
      <button type="submit" class="go" {...(go.isBusy ? { 'aria-disabled': 'true' as const } : {})}>
        <span>
          <Say said={go.label} />
        </span>
        <Picture name="go" />
      </button>
    ) : (
      <a class="go" href={go.href}>
        <span>
          <Say said={go.label} />
        </span>
        <Picture name="go" />
      </a>
    )}
    {listen === undefined ? null : <ListenButton {...listen} />}
    {back === undefined ? null : back.href === undefined ? (
      <button type="button" class="back" onClick={() => back.onBack?.()}>
        <Picture name="back" />
        <span>
          <Say said={back.label} />
        </span>
      </button>
    ) : (
      <a class="back" href={back.href}>
        <Picture name="back" />
        <span>
          <Say said={back.label} />
        </span>
      </a>
    )}
  </div>
);
