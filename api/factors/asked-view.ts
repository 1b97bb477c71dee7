/** What is asked of a person, as the API tells it. */
import type { Shown } from '../../activities/platform/factors/contract.ts';

export const askedView = ({ questions, ...rest }: Shown) => ({
  ...rest,
  ...(questions === undefined ? {} : { questions: { ...questions, texts: [...questions.texts] } }),
});
