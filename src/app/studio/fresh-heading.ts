/** Moves the focus to the heading when one screen shows another thing: whoever hears the page then hears what is new. */
import { useEffect, useRef } from 'preact/hooks';

export const useFreshHeading = (name: string): void => {
  const last = useRef(name);
  useEffect(() => {
    if (last.current === name) return;
    last.current = name;
    document.querySelector('.stop')?.scrollTo(0, 0);
    document.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
  }, [name]);
};
