import type { ComponentProps } from 'react';
import { PageHeader } from './page-header.tsx';
import { Panel } from './panel.tsx';
import { Waiting } from './waiting.tsx';

type PageInWaitingProps = Pick<ComponentProps<typeof PageHeader>, 'title' | 'back'> &
  Pick<ComponentProps<typeof Waiting>, 'query'>;

/** The page of an object that is still being read, or could not be. */
export function PageInWaiting({ query, ...header }: PageInWaitingProps) {
  return (
    <>
      <PageHeader {...header} />
      <Panel>
        <Waiting query={query} lines={5} />
      </Panel>
    </>
  );
}
