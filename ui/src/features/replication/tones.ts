import type { Tone } from '../../components/state-badge.tsx';

/** Colours of Elasticsearch as ours. */
export const toneOf: Readonly<Record<'green' | 'yellow' | 'red', Tone>> = {
  green: 'ok',
  yellow: 'wait',
  red: 'bad',
};
