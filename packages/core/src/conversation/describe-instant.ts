/** A time as people say it, with its zone: "Monday 23 November at 09:00 CET". */
export function describeInstant(at: Date, { locale, zone }: { locale: string; zone: string }): string {
  return new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, {
    timeZone: zone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  }).format(at);
}
