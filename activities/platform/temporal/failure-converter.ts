/** Puts failure messages and stacks into a payload, so that the codec encrypts them too. Part of the workflow bundle. */
import { DefaultFailureConverter } from '@temporalio/common';

export const failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
