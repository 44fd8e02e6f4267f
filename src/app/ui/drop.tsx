/** A native `<details>` that opens a panel below its button; it works before any script, and Escape closes it. */
import type { ComponentChildren } from 'preact';
import { Picture } from './picture.tsx';

interface DropProps {
  readonly class: string;
  readonly label: ComponentChildren;
  readonly children: ComponentChildren;
}

/** Closes the panel that this element is in, after something in it was picked. */
export const closeDrop = (element: Element): void => element.closest('details')?.removeAttribute('open');

// One `name` for all of them: opening one closes the other, by the browser's own doing.
export const Drop = ({ class: kind, label, children }: DropProps) => (
  <details
    class={`drop ${kind}`}
    name="drop"
    onKeyDown={(event) => {
      if (event.key !== 'Escape') return;
      closeDrop(event.currentTarget);
      event.currentTarget.querySelector('summary')?.focus();
    }}
    // Left open, it would lie over what has the focus next. A press that focuses nothing is no leaving.
    onFocusOut={(event) => {
      if (event.relatedTarget instanceof Element && !event.currentTarget.contains(event.relatedTarget)) closeDrop(event.currentTarget);
    }}
  >
    <summary>
      <span>{label}</span>
      <Picture name="down" />
    </summary>
    <div class="panel">{children}</div>
  </details>
);
