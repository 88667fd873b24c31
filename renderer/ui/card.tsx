import { type ReactNode, useId } from 'react';

export interface CardProps {
  readonly title: string;
  /** What stands at the right of the title: the number that the card is about. */
  readonly value?: ReactNode;
  readonly className: string;
  readonly children: ReactNode;
}

export function Card({ title, value, className, children }: CardProps) {
  const id = useId();
  return (
    <section className={`card ${className}`} aria-labelledby={id}>
      <header className="card-head">
        <h2 id={id}>{title}</h2>
        {value}
      </header>
      {children}
    </section>
  );
}

/** Where something will stand: the same size, so that nothing jumps when it comes. */
export function Skeleton({ className }: { readonly className?: string }) {
  return <span className={`skeleton ${className ?? ''}`} aria-hidden="true" />;
}
