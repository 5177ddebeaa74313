/** What of the engine's machine is used here; the engine calls them by these names. */
export type Machine = {
  _PostgresMainLoopOnce(): void;
  stackRestore(pointer: number): void;
};

/** How the machine's own jump back to its main loop is told from its end. */
const jumpStatus = 100;

/**
 * Lets the end of the engine get out. PostgreSQL ends itself when it cannot write its log; the embedded engine takes the exception of that
 * end for a jump back to its main loop, and calls the loop of an engine that has ended again and again, for ever and with the whole
 * process. It unwinds its stack after every exception: there the end is thrown again.
 */
export function letEndOut(machine: Machine): void {
  const { _PostgresMainLoopOnce: runOnce, stackRestore } = machine;
  let end: { error: unknown } | null = null;
  machine._PostgresMainLoopOnce = () => {
    if (end !== null) throw end.error;
    try {
      runOnce();
    } catch (error) {
      if (!isJump(error)) end = { error };
      throw error;
    }
  };
  machine.stackRestore = (pointer) => {
    if (end !== null) throw end.error;
    stackRestore(pointer);
  };
}

const isJump = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'status' in error && error.status === jumpStatus;
