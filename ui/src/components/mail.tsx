import { Fragment } from 'react';

/** A mail address of a list: where it does not fit it breaks at its own marks, and only then elsewhere. */
export function Mail({ address }: { address: string }) {
  return (
    <span className="m-mail" dir="ltr">
      {address.split(/(?<=[@.])/).map((part, index) => (
        <Fragment key={index}>
          {index > 0 && <wbr />}
          {part}
        </Fragment>
      ))}
    </span>
  );
}
