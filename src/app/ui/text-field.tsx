/** One line to write in, with its label above it and what is wrong between the two. */
import type { ComponentChildren } from 'preact';
import { Picture } from './picture.tsx';
import { langOf, Say, type Said } from './said.tsx';

export interface TextFieldProps {
  readonly name: string;
  readonly label: Said;
  readonly help?: Said;
  readonly problem?: Said;
  readonly value?: string;
  readonly onText?: (text: string) => void;
  readonly autocomplete?: 'off' | 'email' | 'tel' | 'name' | 'one-time-code';
  readonly inputMode?: 'text' | 'email' | 'tel' | 'numeric';
  /** Several lines instead of one. */
  readonly rows?: number;
  /** The question that it answers, for the script that reads the form before the app has come. */
  readonly q?: string;
  /** Another way to give the same answer, below the field. */
  readonly children?: ComponentChildren;
}

export const TextField = (props: TextFieldProps) => {
  const { name, label, help, problem, value, onText, autocomplete = 'off', inputMode, rows, q, children } = props;
  const described = [help === undefined ? '' : `${name}-help`, problem === undefined ? '' : `${name}-problem`]
    .filter(Boolean)
    .join(' ');
  const shared = {
    id: name,
    name,
    dir: 'auto' as const,
    autocomplete,
    // An empty value leaves the field alone: a space typed first is nothing to keep yet, and no mistake.
    value: value === '' ? undefined : value,
    ...(described === '' ? {} : { 'aria-describedby': described }),
    ...(problem === undefined ? {} : { 'aria-invalid': 'true' as const }),
    ...(inputMode === undefined ? {} : { inputMode }),
    ...(q === undefined ? {} : { 'data-q': q }),
  };
  const onInput = (event: { readonly currentTarget: HTMLInputElement | HTMLTextAreaElement }) =>
    onText?.(event.currentTarget.value);
  return (
    <div class="field">
      <label for={name} id={`${name}-label`} {...langOf(label)}>
        {label.text}
      </label>
      {help === undefined ? null : (
        <p class="help" id={`${name}-help`}>
          <Say said={help} />
        </p>
      )}
      {problem === undefined ? null : (
        <p class="wrong" id={`${name}-problem`}>
          <Picture name="warning" />
          <Say said={problem} />
        </p>
      )}
      {rows === undefined ? (
        <input type="text" {...shared} onInput={onInput} />
      ) : (
        <textarea rows={rows} {...shared} onInput={onInput} />
      )}
      {children}
    </div>
  );
};
