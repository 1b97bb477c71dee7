import { Tooltip } from '@mantine/core';

/** Text of a directory: isolated, so that right-to-left names do not turn what stands beside them. */
export function Name({ children }: { children: string }) {
  return (
    <bdi className="m-name" dir="auto">
      {children}
    </bdi>
  );
}

/** The same on one line; what does not fit stands in the tooltip. */
export function CutName({ children }: { children: string }) {
  return (
    <Tooltip label={children} multiline maw={360} disabled={children.length < 24}>
      <bdi className="m-name-cut" dir="auto">
        {children}
      </bdi>
    </Tooltip>
  );
}
