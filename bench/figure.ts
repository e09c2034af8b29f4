/** A figure, and what it should be. */
export interface Figure {
  readonly what: string;
  readonly target: string;
  readonly measured: string;
  readonly met: boolean;
}

export const atMost = (what: string, most: number, measured: number, unit = ''): Figure => ({
  what,
  target: `≤ ${most}${unit}`,
  measured: `${measured.toFixed(most < 10 ? 2 : 0)}${unit}`,
  met: measured <= most,
});

export const verdict = ({ met }: Figure): string => (met ? 'PASS' : 'MISS');
