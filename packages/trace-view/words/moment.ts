// A moment as people say it: how long ago, and by the clock of the reader. Milliseconds since 1970.

const CLOCK = new Intl.DateTimeFormat('en-US', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
  hourCycle: 'h23',
});
const DAY = new Intl.DateTimeFormat('en-US', { month: 'short', day: 'numeric' });
const DAY_AND_YEAR = new Intl.DateTimeFormat('en-US', { year: 'numeric', month: 'short', day: 'numeric' });

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY_MS = 24 * HOUR;

export const agoText = (at: number, now: number): string => {
  const passed = now - at;
  if (passed < -5 * SECOND) return 'in the future';
  if (passed < 5 * SECOND) return 'a moment ago';
  if (passed < MINUTE) return `${Math.floor(passed / SECOND)} s ago`;
  if (passed < HOUR) return `${Math.floor(passed / MINUTE)} min ago`;
  if (passed < DAY_MS) return `${Math.floor(passed / HOUR)} h ago`;
  return `${Math.floor(passed / DAY_MS)} d ago`;
};

const sameDay = (a: Date, b: Date): boolean => a.toDateString() === b.toDateString();

/** The time alone for today, with the day before it for any other. */
export const clockText = (at: number, now: number): string => {
  const date = new Date(at);
  const time = CLOCK.format(date);
  const today = new Date(now);
  if (sameDay(date, today)) return time;
  const day = date.getFullYear() === today.getFullYear() ? DAY.format(date) : DAY_AND_YEAR.format(date);
  return `${day}, ${time}`;
};
