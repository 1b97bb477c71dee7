import { Fragment } from 'react';

/** A mail address or login name in a list: where it does not fit it breaks at its own marks, and only then elsewhere. */
export function Dotted({ children }: { children: string }) {
  return (
    <span dir="ltr">
      {children.split(/(?<=[@.])/).map((part, index) => (
        <Fragment key={index}>
          {index > 0 && <wbr />}
          {part}
        </Fragment>
      ))}
    </span>
  );
}
