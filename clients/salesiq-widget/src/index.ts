export { createSalesIqWidget, type SalesIqGlobal, type SalesIqWidget } from './create-widget.ts';
export type { SeedWidgetEvent, WidgetEvent, WidgetEventData, WidgetListener } from './events.ts';
export { type LoadOptions, loadSalesIqWidget } from './load-widget.ts';
export { WidgetError, type WidgetErrorCode } from './widget-error.ts';
