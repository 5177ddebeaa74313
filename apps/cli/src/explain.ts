/** What is said of a failure that is none of our own: what happened and the next step, never a stack trace. */
export function explain(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown failure';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const text = (name: string): string => (name in error ? ` ${String(Reflect.get(error, name))}` : '');
  switch (code) {
    case 'EADDRINUSE':
      return `Port${text('port')} is in use. Stop what listens there, or choose another: BATON_PORT and BATON_EMULATOR_PORT, or --port of "baton emulate".`;
    case 'EACCES':
      return text('port') === ''
        ? `${error.message}. This user may not do that; run Baton as the user whom it belongs to.`
        : `This user may not listen on port${text('port')}. Choose one above 1023 (BATON_PORT), and let a proxy listen on the other.`;
    case 'EADDRNOTAVAIL':
      return `This machine has no address${text('address')}. Correct BATON_HOST: 127.0.0.1 for this machine alone, 0.0.0.0 for every network.`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `Nobody knows a host named${text('hostname')}. Correct its spelling (BATON_HOST, if that is where it stands).`;
    default:
      return `${error.name}: ${error.message}`;
  }
}
