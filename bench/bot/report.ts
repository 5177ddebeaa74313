/** Prints figures, and what each was to reach. */
export type Report = {
  head: (title: string) => void;
  /** `reached` is a figure and its target, where larger is better; without a target nothing is said of it. */
  row: (name: string, text: string, reached?: [figure: number | null, target: number | undefined]) => void;
  /** How many figures stayed below their targets. */
  missedCount: () => number;
};

export function createReport(write: (line: string) => void): Report {
  let missed = 0;
  return {
    head: (title) => write(`\n${title}`),
    row: (name, text, [figure, target] = [null, undefined]) => {
      const isMissed = figure !== null && target !== undefined && figure < target;
      if (isMissed) missed += 1;
      const note = target === undefined ? '' : `   ${isMissed ? 'MISSED' : 'reached'}: ${percent(Math.abs(target))}`;
      write(`  ${name.padEnd(38)} ${text}${note}`);
    },
    missedCount: () => missed,
  };
}

export const percent = (value: number | null): string => (value === null ? '-' : `${(value * 100).toFixed(1)} %`);

export const share = <Item>(items: Item[], holds: (item: Item) => boolean): number =>
  items.length === 0 ? 0 : items.filter(holds).length / items.length;

export const median = (sorted: number[]): number => sorted[Math.floor(sorted.length / 2)] ?? 0;
