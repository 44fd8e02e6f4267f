/** A line that says what just happened, with a way to take it back. It stays until the person leaves it. */
import { Button } from './button.tsx';
import { Picture } from './picture.tsx';
import { Say, type Said } from './said.tsx';

export interface ToastProps {
  readonly said: Said;
  readonly actions?: readonly { readonly label: Said; readonly onPick: () => void }[];
}

// No role of its own: the page has one polite region, and two would say everything twice.
export const Toast = ({ said, actions = [] }: ToastProps) => (
  <div class="toast">
    <Picture name="tick" />
    <p>
      <Say said={said} />
    </p>
    {actions.map((action) => (
      <Button key={action.label.text} label={action.label} onPick={action.onPick} look="outline" />
    ))}
  </div>
);
