import { readFileSync } from 'node:fs';

/**
 * What this process and all that it waited for have used of the processors, in seconds; null where only Linux tells it. Other than the
 * time on the clock it hardly depends on what else the machine does.
 */
export function readProcessorSeconds() {
  if (process.platform !== 'linux') return null;
  const stat = readFileSync('/proc/self/stat', 'utf8');
  // The name before may hold spaces; utime, stime, cutime and cstime are fields 14 to 17, in hundredths.
  const [user, system, ofChildren, systemOfChildren] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 15)
    .map(Number);
  return (user + system + ofChildren + systemOfChildren) / 100;
}
