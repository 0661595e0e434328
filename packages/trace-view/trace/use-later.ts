// Something that is worth computing once the page has been painted, and again for another trace.

import { useEffect, useState } from 'react';

export const useLater = <From extends object, To>(
  wanted: boolean,
  from: From,
  compute: (from: From) => To,
): To | undefined => {
  const [made, setMade] = useState<{ from: From; value: To } | undefined>(undefined);
  useEffect(() => {
    if (!wanted || made?.from === from) return;
    // after the frame that is being drawn now
    const timer = setTimeout(() => setMade({ from, value: compute(from) }), 30);
    return () => clearTimeout(timer);
  }, [wanted, from, compute, made]);
  // while it is computed for what has just changed, what was there before stays: nothing flickers
  return wanted ? made?.value : undefined;
};
