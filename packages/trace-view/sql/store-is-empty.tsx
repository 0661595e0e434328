// A query over nothing answers nothing, and looks like a wrong one. Here a store without spans says so, and asking
// how many it has makes it read them: by the time a query is typed, it finds them read.

import { useEffect, useState } from 'react';
import { listenLive } from '../live/live-stream.ts';
import { FirstOrder } from '../words/first-order.tsx';
import { askProgress } from './answer.ts';

export const StoreIsEmpty = () => {
  const [isEmpty, setIsEmpty] = useState(false);
  useEffect(() => {
    let here = true;
    const look = async (): Promise<void> => {
      const found = await askProgress();
      if (here && found !== undefined) setIsEmpty(found.of === 0);
    };
    void look();
    // what came before the stream was open is not told by it
    const stop = isEmpty ? listenLive({ traces: look, opened: look }) : undefined;
    return () => {
      here = false;
      stop?.();
    };
  }, [isEmpty]);
  if (!isEmpty) return null;
  return (
    <div className="sql-empty">
      <FirstOrder>
        No span has arrived yet, so every query finds nothing. Place an order in the shop:
      </FirstOrder>
    </div>
  );
};
