// A component whose code comes when it is first drawn. React's own lazy shows a fallback, and then keeps what it
// waited for back for up to 300 ms, so that fallbacks don't flicker: a page that was here after 200 ms would be
// painted after 550. There is no fallback here, so there is nothing to keep back.

import { type ComponentType, useEffect, useState } from 'react';

export const later = <Props extends object>(
  load: () => Promise<{ default: ComponentType<Props> }>,
): ComponentType<Props> => {
  let Loaded: ComponentType<Props> | undefined;
  return (props: Props) => {
    const [Shown, setShown] = useState(() => Loaded);
    const [problem, setProblem] = useState<unknown>(undefined);
    useEffect(() => {
      if (Shown !== undefined) return;
      load().then(module => {
        Loaded = module.default;
        setShown(() => module.default);
      }, setProblem);
    }, [Shown]);
    if (problem !== undefined) throw problem;
    return Shown === undefined ? null : <Shown {...props} />;
  };
};
