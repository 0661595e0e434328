// A query over nothing answers nothing, and looks like a wrong one. Here a store without spans says so, and asking
// how many it has makes it read them: by the time a query is typed, it finds them read.

import { useEffect, useState } from 'react';
import { Link } from '../app/navigation.tsx';
import { listenLive } from '../live/live-stream.ts';
import { AN_ORDER } from '../words/an-order.ts';
import { withOwnPorts } from '../words/ports.ts';
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
      <p>No span has arrived yet, so every query finds nothing. Place an order in the shop:</p>
      <pre>
        <code>{withOwnPorts(AN_ORDER)}</code>
      </pre>
      <p>
        If an order was placed, look at <Link href="/lost-mail">lost mail</Link>: spans may have arrived that
        could not be used.
      </p>
    </div>
  );
};
