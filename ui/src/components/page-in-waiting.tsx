import type { ComponentProps } from 'react';
import { PageHeader } from './page-header.tsx';
import { Lines, Panel } from './panel.tsx';
import { ProblemAlert } from './problem-alert.tsx';

interface PageInWaitingProps extends Pick<ComponentProps<typeof PageHeader>, 'title' | 'back'> {
  readonly query: { readonly error: unknown; readonly refetch: () => unknown };
}

/** The page of an object that is still being read, or could not be. */
export function PageInWaiting({ query: { error, refetch }, ...header }: PageInWaitingProps) {
  return (
    <>
      <PageHeader {...header} />
      <Panel>
        {error === null ? <Lines count={5} /> : <ProblemAlert error={error} onRetry={() => void refetch()} />}
      </Panel>
    </>
  );
}
