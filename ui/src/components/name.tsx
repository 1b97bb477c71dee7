/** Text of a directory: isolated, so that right-to-left names do not turn what stands beside them. */
export function Name({ children }: { children: string }) {
  return (
    <bdi className="m-name" dir="auto">
      {children}
    </bdi>
  );
}

/** The same on one line; the whole stands in the tooltip. */
export function CutName({ children }: { children: string }) {
  return (
    <bdi className="m-name-cut" dir="auto" title={children}>
      {children}
    </bdi>
  );
}
