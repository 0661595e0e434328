// The time, told again now and then, for words such as "5 s ago".

import { useEffect, useState } from 'react';

/** Often enough for "5 s ago", rarely enough to read. */
const TICK_MS = 5000;

export const useNow = (): number => {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
};
