/** The receipt: a white card to photograph, print or copy down, its code in groups of four. */
import type { ComponentChildren } from 'preact';
import { Say, type Said } from './said.tsx';

export interface TicketProps {
  readonly label: Said;
  /** With hyphens between its groups. */
  readonly code: string;
  readonly help?: Said;
  /** The QR picture. */
  readonly children?: ComponentChildren;
}

/** A line may break after a group, never inside one. */
const groups = (code: string): readonly string[] => code.match(/[^-]+-?/g) ?? [];

export const Ticket = ({ label, code, help, children }: TicketProps) => (
  <section class="ticket" aria-labelledby="ticket">
    <h2 id="ticket">
      <Say said={label} />
    </h2>
    {children}
    <p class="code" lang="en" translate={false}>
      {groups(code).map((group, index) => (
        <span key={index}>{group}</span>
      ))}
    </p>
    {help === undefined ? null : (
      <p>
        <Say said={help} />
      </p>
    )}
  </section>
);
