/** `misconfigured`: the script did not come or has no such widget. `unsupported`: this widget does not know the call. `invalid`: wrong use. */
export type WidgetErrorCode = 'misconfigured' | 'timeout' | 'unsupported' | 'invalid';

/** What went wrong with the widget, with the likely fix. */
export class WidgetError extends Error {
  readonly code: WidgetErrorCode;
  readonly fix: string;

  constructor(code: WidgetErrorCode, message: string, fix: string) {
    super(`${message} ${fix}`);
    this.name = 'WidgetError';
    this.code = code;
    this.fix = fix;
  }
}
