import { lazy, Suspense } from 'react';
import type { Plan } from '../../api/schema.ts';
import { useSession } from '../../api/session.ts';

const BreakGlass = lazy(() => import('./break-glass.tsx').then((module) => ({ default: module.BreakGlass })));

interface BreakGlassOfferProps {
  /** What was looked at. */
  readonly plan: Plan | undefined;
  readonly disabled: boolean;
  readonly onError: (error: unknown) => void;
  readonly onDone?: (() => void) | undefined;
}

/** For whom it is allowed, where somebody would be asked. Stands beside the form, whose submission it is none of. */
export function BreakGlassOffer({ plan, ...props }: BreakGlassOfferProps) {
  const session = useSession();
  const asks = plan?.asks?.length ?? 0;
  if (!session.breakGlass || asks === 0 || plan?.dryRunId === undefined) return null;
  return (
    <Suspense>
      <BreakGlass key={plan.dryRunId} requestId={plan.dryRunId} {...props} />
    </Suspense>
  );
}
