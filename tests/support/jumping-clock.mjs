/*
 * Loaded before a process: its clock stands `BATON_TEST_CLOCK_JUMP` milliseconds elsewhere from each SIGUSR2 on, as when somebody corrects
 * the clock of a machine. Time that passes is measured as ever (`performance.now`, timers).
 */
const RealDate = Date;
const jumpMs = Number(process.env.BATON_TEST_CLOCK_JUMP ?? '0');
let offsetMs = 0;
process.on('SIGUSR2', () => {
  offsetMs += jumpMs;
});
globalThis.Date = class JumpingDate extends RealDate {
  constructor(...values) {
    if (values.length === 0) super(RealDate.now() + offsetMs);
    else super(...values);
  }
  static now() {
    return RealDate.now() + offsetMs;
  }
};
