/** The top of every page: a way past it, the way home, and the choice of language. */
import { closeDrop, Drop } from './drop.tsx';
import { Mark } from './mark.tsx';
import { Picture } from './picture.tsx';
import { langOf, Say, type Said } from './said.tsx';

export interface LanguageLink {
  readonly lang: string;
  /** By its own name. */
  readonly name: string;
  readonly href: string;
  readonly isCurrent: boolean;
}

export interface HeaderProps {
  readonly homeHref: string;
  readonly name: Said;
  readonly skip: Said;
  readonly chooseLabel: Said;
  /** Empty on the welcome page, which is itself the choice. */
  readonly languages: readonly LanguageLink[];
  /** Without it the links go where they say. */
  readonly onLanguage?: (lang: string) => void;
}

const isPlainClick = (event: MouseEvent): boolean =>
  event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;

/** What stands inside the shell's `<header>`. */
export const Header = ({ homeHref, name, skip, chooseLabel, languages, onLanguage }: HeaderProps) => {
  const current = languages.find((each) => each.isCurrent);
  return (
    <>
      <a class="skip" href="#main" {...langOf(skip)}>
        {skip.text}
      </a>
      <a class="brand" href={homeHref} {...langOf(name)}>
        <Mark />
        <span>{name.text}</span>
      </a>
      {languages.length === 0 ? null : (
        <Drop
          class="languages"
          label={
            <>
              <span class="visually-hidden">
                <Say said={chooseLabel} />:{' '}
              </span>
              {current?.name ?? chooseLabel.text}
            </>
          }
        >
          <ul>
            {languages.map((each) => (
              <li key={each.lang}>
                <a
                  href={each.href}
                  lang={each.lang}
                  hreflang={each.lang}
                  aria-current={each.isCurrent ? 'true' : undefined}
                  onClick={(event) => {
                    if (onLanguage === undefined || !isPlainClick(event)) return;
                    event.preventDefault();
                    closeDrop(event.currentTarget);
                    onLanguage(each.lang);
                  }}
                >
                  <span>{each.name}</span>
                  {each.isCurrent ? <Picture name="tick" /> : null}
                </a>
              </li>
            ))}
          </ul>
        </Drop>
      )}
    </>
  );
};
