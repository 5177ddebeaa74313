/** Settles as the work does, or is refused with what `toError` makes after the time, in milliseconds; the work itself goes on. */
export async function withinTime<Value>(work: Promise<Value>, timeMs: number, toError: () => Error): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(toError()), timeMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
