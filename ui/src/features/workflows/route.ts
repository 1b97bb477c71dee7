/** A route as it is drawn and told: boxes side by side in stages, one stage after the other. */
export interface RouteBox {
  readonly title: string;
  readonly lines: readonly string[];
  readonly tone: 'person' | 'ask' | 'auto' | 'held' | 'done';
}

export interface DrawnRouteOf {
  readonly start: RouteBox;
  readonly stages: readonly (readonly RouteBox[])[];
  readonly end: RouteBox;
}
