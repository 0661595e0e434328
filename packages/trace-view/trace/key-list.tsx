// Keys and what they do, in groups.

import { type KeyGroup, keyText } from './keys.ts';

export const KeyList = ({ groups }: { groups: readonly KeyGroup[] }) => (
  <div className="help-groups">
    {groups.map(({ title, keys }) => (
      <section key={title}>
        <h3>{title}</h3>
        <dl>
          {keys.map(({ action, keys: names, says }) => (
            <div key={action}>
              <dt>
                {names.map(name => (
                  <kbd key={name}>{keyText(name)}</kbd>
                ))}
              </dt>
              <dd>{says}</dd>
            </div>
          ))}
        </dl>
      </section>
    ))}
  </div>
);
