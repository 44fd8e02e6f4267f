/** What else can be done from here; last in the order of stops, top right to the eye. */
import { closeDrop, Drop } from './drop.tsx';
import { Picture } from './picture.tsx';
import { isVirtual, markAsOwn } from './pressed.ts';
import type { Drawn } from './picture-paths.ts';
import { Say, type Said } from './said.tsx';

export interface MoreItem {
  readonly icon: Drawn;
  readonly label: Said;
  readonly help?: Said;
  /** One of the two. */
  readonly href?: string;
  readonly onPick?: (isVirtual: boolean) => void;
}

const Inside = ({ item }: { readonly item: MoreItem }) => (
  <>
    <Picture name={item.icon} />
    <span>
      <Say said={item.label} />
      {item.help === undefined ? null : (
        <small>
          <Say said={item.help} />
        </small>
      )}
    </span>
  </>
);

export const More = ({ label, items }: { readonly label: Said; readonly items: readonly MoreItem[] }) => (
  <nav aria-label={label.text}>
    <Drop class="more" label={<Say said={label} />}>
      <ul>
        {items.map((item) => (
          <li key={item.label.text}>
            {item.href === undefined ? (
              <button
                type="button"
                onKeyDown={(event) => markAsOwn(event.currentTarget)}
                onClick={(event) => {
                  const byReader = isVirtual(event);
                  closeDrop(event.currentTarget);
                  item.onPick?.(byReader);
                }}
              >
                <Inside item={item} />
              </button>
            ) : (
              <a href={item.href} onClick={(event) => closeDrop(event.currentTarget)}>
                <Inside item={item} />
              </a>
            )}
          </li>
        ))}
      </ul>
    </Drop>
  </nav>
);
